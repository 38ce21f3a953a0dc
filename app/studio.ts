import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BackendName } from '../shared/backend-choice.ts';
import type { Catalogue } from '../shared/catalogue.ts';
import { askExport } from '../shared/api/studio.ts';
import { type Issue, StudioError } from '../shared/errors.ts';
import type { Extension } from '../shared/extension.ts';
import { resolveConfig } from '../shared/resolve-config.ts';
import type { RunConfig } from '../shared/run-config.ts';
import { todaysConfig } from '../shared/stored-params.ts';
import type { BackendReport, LaunchTrainer } from '../shared/trainer-protocol.ts';
import type { Architecture } from '../shared/architecture.ts';
import { extensionHashes, type ExtensionHashes } from '../shared/extension-hashes.ts';
import { openApi } from './api/api.ts';
import type { Assets } from './api/assets.ts';
import { architectureIn } from './engine/architecture/describe.ts';
import { catalogue as listCatalogue } from './engine/catalogue.ts';
import { checkExtension } from './check-extension.ts';
import { fromEnvironment } from './environment.ts';
import { exportFile } from './export-source.ts';
import { type Extensions, openExtensions } from './extensions/extensions.ts';
import { trustFolder } from './extensions/trust.ts';
import { missingParts } from './missing.ts';
import { plainPath } from './plain-path.ts';
import { prepareImportance } from './importance/importance.ts';
import { openImports } from './imports/imports.ts';
import { openInstaller } from './native/installer.ts';
import { openPublished, type PublishedOptions } from './published/published.ts';
import { printPdf } from './print-pdf.ts';
import type { JobsOptions } from './runs/executor.ts';
import type { Runs } from './runs/runs.ts';
import { openGpus } from './runs/seating.ts';
import { openRuns } from './runs/supervisor.ts';
import { watchLogged } from './runs/watch-logged.ts';
import { openWorkbench } from './runs/workbench.ts';
import type { Store } from './store/store.ts';
import { openStore } from './store/open-store.ts';
import { openTrackingDoor } from './tracking-door.ts';
import { forwardClock } from './trainer/forward-clock.ts';
import { listGpus, mayHaveGpus } from './trainer/gpus.ts';
import { readVersion } from './version.ts';
import { withPaths } from './with-paths.ts';

export interface StudioOptions {
  /** The workspace's folder, made where it is not there yet; `:memory:` for one without a disk. */
  workspace: string;
  launchTrainer: LaunchTrainer;
  /** The folder with package.json and resources/; left out: the one above this file. */
  root?: string;
  /** The built pages; without them only /api answers. */
  assets?: Assets;
  /** Electron's version behind the desktop's door. */
  desktop?: string;
  /** A self-contained page as PDF. @throws StudioError unavailable */
  printPdf?: (html: string) => Promise<Uint8Array>;
  /** False for commands that only look: runs found in the queue stay there. */
  startQueued?: boolean;
  /** Opens the port for scripts while the settings say so; `token` is what they must know. Left out: this door has none beside its own. */
  tracking?: { token: string | null };
  /** What can be fetched of what others publish; left out: the datasets that say where they come from. */
  publishedSets?: PublishedOptions['sets'];
  /** Where the user's trust in files of their own is kept (the user's own folder), and how long reading what one declares may take. */
  extensions?: { trustFolder?: string; patience?: number };
  /** The thread that imports, where the studio is bundled; left out: its source. */
  importThread?: string;
  /** The thread that works out which params mattered, alike. */
  importanceThread?: string;
  /** How jobs of a cluster are run and looked after; left out: by the sources, as often as suits a cluster. */
  jobs?: Partial<JobsOptions>;
  now?: () => number;
}

export interface Studio {
  /** Everything a page, a tool or the command line can ask. */
  fetch(request: Request): Promise<Response>;
  /** The workspace's folder, absolute. */
  readonly workspace: string;
  /** Stops every trainer with a checkpoint, then lets the workspace go. */
  close(): Promise<void>;
}

const forward = forwardClock(Date.now, () => performance.now());
const forwardNow = () => Math.round(forward());
const removedRunsAreKept = 30 * 24 * 3600 * 1000;

/** The one place where the parts meet. @throws StudioError workspace-locked, workspace-newer, unavailable */
export function openStudio(options: StudioOptions): Studio {
  const { workspace, launchTrainer, now = forwardNow, desktop = null, root = resolve(import.meta.dirname, '..') } = options;
  const store = openStore({ folder: workspace, now });
  const examples = join(root, 'resources', 'examples');
  const ours = listCatalogue(readVersion(root), readExamples(examples), readExamples(join(examples, 'sweeps')));
  const extensions = openExtensions({
    objects: store.objects,
    launchTrainer,
    catalogue: ours,
    folders: () => extensionFolders(store),
    trustFolder: options.extensions?.trustFolder ?? trustFolder(),
    patience: options.extensions?.patience ?? 20_000,
    types: readTypes(root),
    now,
    changed: () => runs.changes.announce({ run: null, kinds: ['catalogue'] }),
  });
  const resolveInput = (input: unknown) => resolved(extensions, input);
  const today = (config: RunConfig) => todaysConfig(extensions.catalogue(config.extensions), config);
  const gpus = openGpus({ listGpus, mayHaveGpus });
  const runs = openRuns({
    store,
    launchTrainer,
    now,
    resolve: resolveInput,
    today,
    startQueued: options.startQueued,
    gpus,
    extensions,
    jobs: { version: readVersion(root), ...options.jobs },
  });
  const watching = watchLogged(store, runs.changes, { looksAround: options.startQueued !== false });
  const imports = openImports({ store, now, announce: runs.changes.announce, entry: options.importThread, plainPath });
  const native = openInstaller({
    lists: join(root, 'resources', 'native'),
    tryBackend: (use, signal) => triedAnew(launchTrainer, use, signal),
  });
  const published = openPublished({
    sets: options.publishedSets ?? ours.datasets.flatMap(({ published, ...about }) => (published ? [{ ...about, published }] : [])),
    mirror: () => store.settings.get().dataMirror || (fromEnvironment('GANYMEDE_DATA_MIRROR') ?? ''),
    changed: () => runs.changes.announce({ run: null, kinds: ['published'] }),
    now: Date.now,
  });
  try {
    store.runs.purge(now() - removedRunsAreKept);
  } catch (error) {
    // On a full disk it is for the next time: opening must not fail of it.
    if (!(error instanceof StudioError)) throw error;
  }
  const api = openApi(
    {
      store,
      runs,
      extensions,
      check: (name) => checkExtension({ extensions, runs, resolve: resolveInput }, name),
      get catalogue() {
        return extensions.catalogue();
      },
      now,
      desktop,
      native,
      published,
      imports,
      resolve: resolveInput,
      exportFile: (ask) =>
        exportFile(
          {
            store,
            catalogue: extensions.catalogue(),
            now,
            printPdf: options.printPdf ?? printPdf,
            wholeCheckpoint: runs.wholeCheckpoint,
            architecture: (config, state) =>
              config.extensions === undefined ? Promise.resolve(architectureIn(config, state)) : architectureApart(runs, config, state),
          },
          askExport.parse(ask),
        ),
      importance: (ask) => prepareImportance(store, ask, options.importanceThread),
      missing: () => missingParts(root, desktop),
      tracking: () => tracking?.state() ?? null,
    },
    options.assets,
  );
  const tracking =
    options.tracking &&
    openTrackingDoor({
      settings: store.settings.get,
      subscribe: runs.changes.subscribe,
      changed: () => runs.changes.announce({ run: null, kinds: ['settings'] }),
      fetch: api.fetch,
      token: options.tracking.token,
    });
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    api.close();
    await tracking?.close();
    await native.close();
    await published.close();
    await imports.close();
    await watching.close();
    extensions.close();
    await runs.close();
    store.close();
  }
  return {
    fetch: api.fetch,
    workspace: store.folder,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** In a process of its own: one that has loaded a library keeps to it. */
async function triedAnew(launch: LaunchTrainer, name: BackendName, signal: AbortSignal): Promise<BackendReport> {
  const workbench = openWorkbench(launch, { name: 'workbench', backendOf: () => name });
  try {
    return (await workbench.ask({ kind: 'backends', names: [name] }, { signal })).backends[0]!;
  } finally {
    await workbench.close();
  }
}

function resolved(extensions: Extensions, given: unknown): RunConfig {
  const { input, hashes } = meantTexts(given);
  const catalogue = extensions.catalogue(hashes);
  const resolution = resolveConfig(catalogue, input);
  // What is stored names the files wherever it is read.
  if ('config' in resolution) return withPaths(resolution.config, catalogue, plainPath);
  const issues = resolution.issues.map((issue) => withOwnFile(issue, extensions.list()));
  throw new StudioError('invalid', `The config makes no sense: ${issues.map((issue) => issue.message).join(' ')}`, { issues });
}

/** A config may name an earlier text of a file by its hash; `now`, or nothing, is the text that lies there. */
function meantTexts(input: unknown): { input: unknown; hashes: ExtensionHashes } {
  const given = typeof input === 'object' && input !== null && 'extensions' in input ? input.extensions : undefined;
  if (typeof given !== 'object' || given === null) return { input, hashes: {} };
  const earlier = Object.fromEntries(Object.entries(given).filter(([, sha256]) => sha256 !== 'now'));
  const hashes = extensionHashes.safeParse(earlier);
  return { input: { ...(input as object), extensions: earlier }, hashes: hashes.success ? hashes.data : {} };
}

/** An unknown name may be that of a file that lies there and can't be used yet. */
function withOwnFile(issue: Issue, own: Extension[]): Issue {
  const meant = own.find(({ name, state }) => state !== 'trusted' && issue.message.includes(`"${name}"`));
  if (meant === undefined) return issue;
  const why =
    meant.state === 'failing'
      ? `can't be used: ${meant.problems[0]?.sentence}`
      : `is not trusted ${meant.state === 'changed' ? 'since it was changed' : 'yet'}: ganymede trust ${meant.path}`;
  return { ...issue, message: `${issue.message.split(' Did you mean')[0]} ${meant.path} ${why}` };
}

/** Made by `npm run types`. */
function readTypes(root: string): string {
  try {
    return readFileSync(join(root, 'resources', 'extensions', 'ganymede.d.ts'), 'utf8');
  } catch {
    return '';
  }
}

/** Beside the workspace's own, those that the settings name. */
function extensionFolders(store: Store): string[] {
  const own = store.folder === ':memory:' ? [] : [join(store.folder, 'extensions')];
  return [...own, ...store.settings.get().extensionFolders.map(plainPath)];
}

/** A recipe of the user's own is built where it may be run: in the workbench's process. */
async function architectureApart(runs: Runs, config: RunConfig, state: object): Promise<Architecture | null> {
  return (await runs.ask({ kind: 'architecture', config, state: state as Record<string, unknown> })).architecture;
}

function readExamples(folder: string): Catalogue['examples'] {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
    return files.sort().map((file) => ({ name: file.replace(/\.yaml$/, ''), yaml: readFileSync(join(folder, file), 'utf8') }));
  } catch {
    return []; // A studio without its examples is still a studio.
  }
}
