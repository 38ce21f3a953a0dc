import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExtensionText, KeptText } from '../../shared/api/extensions.ts';
import type { Catalogue } from '../../shared/catalogue.ts';
import { StudioError } from '../../shared/errors.ts';
import { type Extension, type ExtensionCode, type ExtensionProblem, type Inspection, offersOf } from '../../shared/extension.ts';
import { type ExtensionHashes, goodName } from '../../shared/extension-hashes.ts';
import type { LaunchTrainer } from '../../shared/trainer-protocol.ts';
import type { ObjectTable } from '../store/store.ts';
import { withExtensions, clashes } from './catalogue.ts';
import { filesIn, type FoundFile, stampOf } from './folder.ts';
import { newRecipe } from './new-recipe.ts';
import { refuseThere, writeNew, writeTypes } from './written.ts';
import { inspectApart } from './inspect.ts';
import { hashOf, openTrust, type Trusted } from './trust.ts';

/** The files of the user's own: found, shown, trusted by their hash, and never run in this process. */
export interface Extensions {
  /** Where they are looked for. */
  folders(): string[];
  list(): Extension[];
  /** Writes a small working file into the first folder, trusted as it was written. @throws StudioError invalid, conflict, unavailable */
  begin(ask: { kind: 'recipe'; name: string }): Promise<Extension>;
  /** A file's text as it lies there, and the text of it that was trusted last. @throws StudioError not-found */
  read(name: string): ExtensionText;
  /** Lets the text of this hash be run from now on, and reads what it declares. @throws StudioError not-found, unavailable */
  trust(sha256: string, name?: string): Promise<Extension | null>;
  /** Takes that back. */
  distrust(sha256: string): void;
  /** Ours, and what trusted files declare; `hashes` say which text of a file is meant where it is not the present one. */
  catalogue(hashes?: ExtensionHashes): Catalogue;
  /** What a process is given to run. @throws StudioError conflict where one is not trusted */
  code(hashes: ExtensionHashes | undefined): ExtensionCode[];
  /** Keeps the texts with the runs of this workspace. */
  keep(hashes: ExtensionHashes | undefined): void;
  /** The texts that a run is made of. */
  keptWith(hashes: ExtensionHashes | undefined): KeptText[];
  /** By its hash: kept with a run, trusted, or lying there. @throws StudioError not-found */
  text(sha256: string): string;
  /** Resolves when every file that is there now has been looked at. */
  settled(): Promise<void>;
  close(): void;
}

export interface ExtensionsOptions {
  objects: ObjectTable;
  launchTrainer: LaunchTrainer;
  /** Ours alone. */
  catalogue: Catalogue;
  folders: () => string[];
  trustFolder: string;
  /** Milliseconds that a file may take while what it declares is read. */
  patience: number;
  /** The declarations that an editor reads, written beside the files. */
  types: string;
  now: () => number;
  changed: () => void;
}

const lookEvery = 1000;

export function openExtensions(options: ExtensionsOptions): Extensions {
  const { objects, launchTrainer, patience, folders, now, changed } = options;
  const trust = openTrust(options.trustFolder);
  /** What is wrong with the syntax of texts that nobody trusts yet, by hash. */
  const looked = new Map<string, Inspection>();
  let files: FoundFile[] = [];
  let stamp = '';
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;
  look();
  for (const folder of folders()) if (options.types !== '' && existsSync(folder)) writeTypes(folder, options.types);
  const timer = setInterval(look, lookEvery);
  timer.unref();

  function look(): void {
    const stampNow = stampOf(folders());
    if (stampNow === stamp) return;
    const isFirst = stamp === '' && files.length === 0;
    stamp = stampNow;
    files = filesIn(folders());
    for (const file of files) if (isUnseen(file)) looking = looking.then(() => inspectSyntax(file));
    if (!isFirst) changed();
  }

  function isUnseen({ sha256, sentence }: FoundFile): boolean {
    return sentence === '' && trust.get(sha256) === null && !looked.has(sha256);
  }

  async function inspectSyntax(file: FoundFile): Promise<void> {
    if (isClosed || !isUnseen(file)) return;
    looked.set(file.sha256, await inspectApart({ launch: launchTrainer, patience }, file, false));
    if (!isClosed) changed();
  }

  function list(): Extension[] {
    const seen = new Set<string>();
    return files.map((file) => {
      const isSecond = seen.has(file.name);
      seen.add(file.name);
      return described(file, isSecond);
    });
  }

  function described(file: FoundFile, isSecond: boolean): Extension {
    const { name, path, sha256 } = file;
    const found = trust.get(sha256);
    const problems = problemsOf(file, isSecond, found);
    const isAsking = found === null && problems.length === 0;
    const state = isAsking ? (trust.knewFile(path) ? 'changed' : 'asks') : problems.length > 0 ? 'failing' : 'trusted';
    return { name, path, sha256, state, problems, offers: found?.entries && state === 'trusted' ? offersOf(found.entries) : [] };
  }

  function problemsOf(file: FoundFile, isSecond: boolean, found: Trusted | null): ExtensionProblem[] {
    const problem = (kind: ExtensionProblem['kind'], sentence: string): ExtensionProblem[] => [
      { kind, line: null, column: null, sentence },
    ];
    if (file.sentence !== '') return problem('load', file.sentence);
    if (!goodName.test(file.name))
      return problem(
        'name',
        `Runs name a file by its name, so ${file.file} must be written in small letters, digits and single dashes, such as my-gan.ts.`,
      );
    if (isSecond)
      return problem(
        'name',
        `There is another file named ${file.name} in ${files.find(({ name }) => name === file.name)!.path}; give one of them another name.`,
      );
    if (found === null) return looked.get(file.sha256)?.problems ?? [];
    if (found.problems.length > 0 || found.entries === null) return found.problems;
    return clashes(
      options.catalogue,
      present().filter(({ path }) => path !== file.path),
      found.entries,
    ).flatMap((sentence) => problem('name', sentence));
  }

  /** The texts that lie there and may be run, one of a name. */
  function present(): Trusted[] {
    const byName = new Map<string, Trusted>();
    for (const { name, sha256, path } of files) {
      const found = goodName.test(name) && !byName.has(name) ? trust.get(sha256) : null;
      if (found?.entries) byName.set(name, { ...found, name, path });
    }
    return [...byName.values()];
  }

  function usable(): Trusted[] {
    const fine = new Set(
      list()
        .filter(({ state }) => state === 'trusted')
        .map(({ path }) => path),
    );
    return present().filter(({ path }) => fine.has(path));
  }

  function trustedText(name: string, sha256: string): Trusted {
    const found = trust.get(sha256);
    if (found?.code) return found;
    const isKept = objects.get(sha256) !== null || files.some((file) => file.sha256 === sha256);
    throw new StudioError(
      'conflict',
      isKept
        ? `This needs ${name} as its text was then (${sha256.slice(0, 12)}), which is not trusted on this machine. Read it and trust it: by ganymede trust RUN, or on the run’s page.`
        : `This needs ${name} as its text was then (${sha256.slice(0, 12)}), and that text is neither in this workspace nor trusted on this machine.`,
      { issues: [{ path: `extensions.${name}`, message: `${name} at ${sha256.slice(0, 12)} is not trusted` }] },
    );
  }

  function lookUp(sha256: string): string | undefined {
    const kept = objects.get(sha256);
    if (kept !== null) return new TextDecoder().decode(kept);
    return trust.get(sha256)?.text ?? files.find((file) => file.sha256 === sha256)?.text;
  }

  function text(sha256: string): string {
    const found = lookUp(sha256);
    if (found !== undefined) return found;
    throw new StudioError('not-found', `There is no text ${sha256.slice(0, 12)} in this workspace.`);
  }

  async function trusted(sha256: string, name = 'kept'): Promise<Extension | null> {
    const meant = text(sha256);
    if (hashOf(meant) !== sha256) throw new StudioError('damaged', `The text ${sha256.slice(0, 12)} is not whole and can't be trusted.`);
    await take(files.find((file) => file.sha256 === sha256) ?? { name, file: `${name}.ts`, path: '', sha256, text: meant });
    return list().find((one) => one.sha256 === sha256) ?? null;
  }

  async function take({ name, file, path, sha256, text: meant }: Omit<FoundFile, 'sentence'>): Promise<void> {
    const inspected = await inspectApart({ launch: launchTrainer, patience }, { file, sha256, text: meant }, true);
    trust.put({ ...inspected, name, file, path, sha256, text: meant, at: now() });
    changed();
  }

  async function begin({ name }: { kind: 'recipe'; name: string }): Promise<Extension> {
    const [folder] = folders();
    if (folder === undefined)
      throw new StudioError('unavailable', 'This workspace has no folder; name one for your own files in Settings.');
    if (!goodName.test(name))
      throw new StudioError(
        'invalid',
        `"${name}" is no name for a file of your own: it takes small letters, digits and single dashes, such as my-gan.`,
      );
    const path = join(folder, `${name}.ts`);
    const text = newRecipe(name);
    refuseThere(path);
    await take({ name, file: `${name}.ts`, path, sha256: hashOf(text), text });
    writeNew(path, text);
    writeTypes(folder, options.types);
    look();
    return list().find((one) => one.path === path)!;
  }

  async function settled(): Promise<void> {
    look();
    await looking;
  }

  return {
    folders,
    begin,
    list,
    keptWith(hashes = {}) {
      return Object.entries(hashes).map(([name, sha256]) => {
        const lying = files.find((file) => file.name === name);
        const found = lookUp(sha256);
        return { name, sha256, text: found ?? null, isTrusted: trust.get(sha256)?.code != null, now: lying?.sha256 ?? null };
      });
    },
    read(name) {
      const extension = list().find((one) => one.name === name);
      if (extension === undefined)
        throw new StudioError(
          'not-found',
          `There is no file named ${name} among your own. There are: ${
            list()
              .map((one) => one.name)
              .join(', ') || 'none'
          }.`,
        );
      const before = trust.lastOf(extension.path, extension.sha256);
      return { extension, text: files.find(({ path }) => path === extension.path)!.text, before };
    },
    trust: trusted,
    distrust(sha256) {
      trust.remove(sha256);
      stamp = '';
      look();
      changed();
    },
    catalogue(hashes = {}) {
      const meant = Object.entries(hashes).map(([name, sha256]) => ({ ...trustedText(name, sha256), name }));
      const others = usable().filter(({ name }) => !Object.hasOwn(hashes, name));
      return withExtensions(options.catalogue, [...meant, ...others]);
    },
    code(hashes = {}) {
      return Object.entries(hashes).map(([name, sha256]) => {
        const { file, code } = trustedText(name, sha256);
        return { name, file, sha256, code: code! };
      });
    },
    keep(hashes = {}) {
      for (const [name, sha256] of Object.entries(hashes)) objects.put(new TextEncoder().encode(trustedText(name, sha256).text));
    },
    text,
    settled,
    close() {
      isClosed = true;
      clearInterval(timer);
    },
  };
}
