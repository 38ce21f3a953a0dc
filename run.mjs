// The one door for people: `node run.mjs VERB`, which package.json's scripts call. It runs on any Node from 20 up with
// nothing installed, brings in what is missing (packages, the project's own Node 24, a browser, Electron's runtime), and
// hands over to the program. Nothing here is loaded by the studio itself.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAddon } from './native/build.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const windows = process.platform === 'win32';
const inRoot = (...parts) => join(root, ...parts);
const modules = (...parts) => inRoot('node_modules', ...parts);

const verbs = {
  /** Installs, builds, and opens the studio: in Electron, else in the browser. */
  async start(args) {
    install();
    buildNative();
    buildRenderer();
    const electron = await findElectron();
    if ('reason' in electron) {
      say(`${electron.reason} The same studio opens in your browser instead.`);
      return node(['app/cli.ts', 'serve', '--open', ...args]);
    }
    buildMain();
    return run(electron.path, ['.', ...args], { ELECTRON_RUN_AS_NODE: undefined });
  },

  serve(args) {
    install();
    buildNative();
    buildRenderer();
    return node(['app/cli.ts', 'serve', ...args]);
  },

  /** The studio on port 4600, and its pages rebuilt as they are edited on port 4610, which asks in the user's name. */
  async dev(args) {
    install();
    const known = { GANYMEDE_TOKEN: process.env.GANYMEDE_TOKEN || randomBytes(24).toString('base64url') };
    const pages = spawn(...program(bin('vite'), ['--config', 'renderer/vite.config.ts']), options(known));
    const door = ['serve', '--port', '4600', '--origin', 'http://127.0.0.1:4610', '--origin', 'http://localhost:4610'];
    const watch = ['--watch-path=app', '--watch-path=shared', 'app/cli.ts'];
    const code = await run(ownNode(), [...watch, ...door, ...args], known);
    pages.kill();
    return code;
  },

  /** Every test: units and contracts, then the browser stories. Arguments that name a story go to the stories' runner, others to the units'. */
  async test(args) {
    install();
    buildNative();
    const named = args.filter((one) => /(^|[\\/])stories([\\/]|$)|\.spec\.ts/.test(one));
    const rest = args.filter((one) => !named.includes(one));
    const unitsOf = (environment) => run(...program(bin('vitest'), ['run', ...rest]), environment);
    if (rest.length > 0 && named.length === 0) return unitsOf();
    const browser = findBrowser() ?? installBrowser();
    buildRenderer();
    buildMain();
    const environment = browser === null ? {} : { GANYMEDE_BROWSER: browser };
    const units = rest.length > 0 || named.length === 0 ? await unitsOf(environment) : 0;
    if (browser === null) {
      say(
        'No browser for the stories: Playwright could not download one, and none is installed. Install Chromium or Chrome and run npm test again.',
      );
      return 1;
    }
    const stories = await run(...program(bin('playwright'), ['test', '--config', 'e2e/playwright.config.ts', ...named]), environment);
    return units || stories;
  },

  /** Everything a machine can say about the source without running it. */
  async check() {
    install();
    let worst = 0;
    for (const folder of ['shared', 'app/engine', 'app', 'main', 'renderer', 'e2e']) {
      worst = (await run(...program(bin('tsc'), ['-p', folder]))) || worst;
    }
    worst = (await run(...program(bin('biome'), ['check', '.']))) || worst;
    worst = (await run(...program(bin('knip'), []))) || worst;
    worst = (await run(...program(bin('vitest'), ['run', 'app/house.test.ts']))) || worst;
    say(worst === 0 ? 'All checks hold.' : 'A check failed; see above.');
    return worst;
  },

  async bench(args) {
    install();
    buildNative({ quiet: true });
    buildRenderer({ quiet: true });
    const browser = findBrowser();
    return run(ownNode(), ['e2e/bench.ts', ...args], browser === null ? {} : { GANYMEDE_BROWSER: browser });
  },

  /** Real Python packages beside it: what each reads of the other. */
  interop(args) {
    install();
    return node(['e2e/interop.ts', ...args]);
  },

  /** Runs in a cluster's queue, with a real Slurm of one node that is started for it and ended after it. */
  async cluster(args) {
    install();
    const browser = findBrowser() ?? installBrowser();
    if (browser === null) say('There is no browser for the stories; they will fail.');
    buildRenderer();
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-slurm-'));
    const script = (name) => inRoot('e2e', 'cluster', name);
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const started = spawnSync('bash', [script('start-slurm.sh'), folder], {
      ...options({ SLURM_TEST_PORT: String(port) }),
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    const conf = /SLURM_CONF=(.+)/.exec(started.stdout ?? '')?.[1];
    if (started.status !== 0 || conf === undefined) {
      say(started.stderr?.trim().split('\n').slice(-8).join('\n') ?? '');
      say(
        'No Slurm could be started here, so nothing was tested. It takes Linux and Debian’s packages slurmctld, slurmd, slurm-client and munge, ' +
          'which are installed by apt-get where this user may and a mirror can be reached.',
      );
      return 1;
    }
    try {
      return await run(...program(bin('vitest'), ['run', '--config', 'e2e/cluster/vitest.config.ts', ...args]), {
        SLURM_CONF: conf,
        ...(browser === null ? {} : { GANYMEDE_BROWSER: browser }),
      });
    } finally {
      spawnSync('bash', [script('stop-slurm.sh'), folder, '--wipe'], options());
    }
  },

  proof(args) {
    install();
    return node(['app/proof.ts', ...args]);
  },

  /** Every backend of this machine measured, or with `--pack FILE.tar.xz` what measures a machine that has neither network nor Node. */
  devices(args) {
    install();
    buildNative({ quiet: true });
    const at = args.indexOf('--pack');
    return at < 0 ? node(['app/devices.ts', ...args]) : packDevices(args[at + 1] ?? 'ganymede-devices.tar.xz');
  },

  /** An installer for this platform under dist/. */
  async package(args) {
    install();
    buildNative();
    buildRenderer();
    buildMain();
    return run(...program(bin('electron-builder'), ['--config', 'electron-builder.yml', '--publish', 'never', ...args]));
  },

  /** The addon with every torch that it is for, under Node 20 and our own; what can't be had is said. */
  native(args) {
    install();
    return node(['app/native/prove.ts', ...args]);
  },

  ganymede(args) {
    install();
    buildNative({ quiet: true });
    return node(['app/cli.ts', ...args]);
  },
};

// A closed terminal takes no more words, and what runs behind this door goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
const [verb = 'start', ...rest] = process.argv.slice(2);
if (!(verb in verbs)) {
  say(`There is no "${verb}". There are: ${Object.keys(verbs).join(', ')}.`);
  process.exit(2);
}
process.exitCode = await verbs[verb](rest);

/** Installs when the lock file is not the one that node_modules was made from. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex');
  const stamp = modules('.ganymede-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(ownNode())) return;
  say('Installing what is missing (about a minute the first time) …');
  const npm = windows ? 'npm.cmd' : 'npm';
  // What builds and tests is wanted whatever NODE_ENV says.
  const result = spawnSync(npm, ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // What is said goes to stderr: stdout belongs to the program, which may print JSON.
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (result.status !== 0) {
    say(
      'npm could not install the packages; its own words are above. Check the network and the free disk, then run the same command again.',
    );
    process.exit(1);
  }
  if (!existsSync(ownNode())) fetchOwnNode();
  writeFileSync(stamp, lock);
}

/** The package "node" fetches its program by an install script, which npm leaves out where `ignore-scripts` is set. */
function fetchOwnNode() {
  const script = modules('node', 'installArchSpecificPackage.js');
  // It calls npm, which asks no script of the package that holds the program.
  const result = spawnSync(process.execPath, [script], { cwd: modules('node'), stdio: ['ignore', 2, 2] });
  if (result.status === 0 && existsSync(ownNode())) return;
  say(
    'The project brings its own Node 24 (npm package "node"), but its program could not be fetched; what was said is above. ' +
      'Check the network and run the same command again, or fetch it by: npm rebuild node --ignore-scripts=false',
  );
  process.exit(1);
}

function ownNode() {
  return modules('node', 'bin', windows ? 'node.exe' : 'node');
}

/** The addon for libtorch, where there is a compiler; without one everything else works. */
function buildNative({ quiet = false } = {}) {
  const { reason } = buildAddon();
  if (reason !== undefined && !quiet) say(reason);
}

function buildRenderer({ quiet = false } = {}) {
  build('renderer', ['renderer', 'shared'], quiet, [['vite', ['build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn']]]);
}

function buildMain() {
  build('main', ['main', 'app', 'shared'], false, [
    ['vite', ['build', '--config', 'main/vite.config.ts', '--logLevel', 'warn']],
    ['vite', ['build', '--config', 'main/preload.vite.config.ts', '--logLevel', 'warn']],
    ['vite', ['build', '--config', 'main/node-trainer.vite.config.ts', '--logLevel', 'warn']],
  ]);
}

/** Builds out/<name> unless it is newer than everything it is made from. */
function build(name, sources, quiet, commands) {
  const stamp = inRoot('out', name, '.built');
  const newest = Math.max(statSync(inRoot('package-lock.json')).mtimeMs, ...sources.map((folder) => newestIn(inRoot(folder))));
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return;
  if (!quiet) say(`Building ${name === 'main' ? 'the desktop shell' : 'the pages'} …`);
  rmSync(stamp, { force: true });
  for (const [command, args] of commands) {
    const [file, all] = program(bin(command), args);
    const result = spawnSync(file, all, { ...options(), stdio: ['ignore', 2, 2] });
    if (result.status !== 0) {
      say(`The build of ${name} failed; see above.`);
      process.exit(1);
    }
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
}

/** Node, the measuring as one bundle, Dawn and the addons of this platform, and a script that runs them. */
function packDevices(file) {
  const config = ['build', '--config', 'main/node-trainer.vite.config.ts', '--mode', 'devices', '--logLevel', 'warn'];
  const [vite, all] = program(bin('vite'), config);
  const built = spawnSync(vite, all, { ...options(), stdio: ['ignore', 2, 2] });
  if (built.status !== 0) return built.status ?? 1;
  const folder = inRoot('out', 'ganymede-devices');
  rmSync(folder, { recursive: true, force: true });
  const put = (from, ...to) => cpSync(from, join(folder, ...to), { recursive: true });
  put(inRoot('out', 'devices'), 'app');
  put(inRoot('app', 'devices', 'eager.py'), 'app', 'eager.py');
  put(ownNode(), windows ? 'node.exe' : 'node');
  for (const part of ['package.json', 'index.js', join('dist', `${process.platform}-${process.arch}`)]) {
    if (existsSync(modules('webgpu', part))) put(modules('webgpu', part), 'node_modules', 'webgpu', part);
  }
  if (existsSync(inRoot('out', 'native', 'torch.node'))) put(inRoot('out', 'native', 'torch.node'), 'native', 'torch.node');
  writeFileSync(
    join(folder, 'run.sh'),
    '#!/bin/sh\nhere=$(cd "$(dirname "$0")" && pwd)\nexec "$here/node" "$here/app/devices.cjs" "$@"\n',
    { mode: 0o755 },
  );
  const packed = spawnSync('tar', ['-cJf', resolve(file), '-C', dirname(folder), 'ganymede-devices'], {
    stdio: ['ignore', 2, 2],
    // Whoever waits for it gains more by speed than by the last megabyte.
    env: { XZ_OPT: '-2 -T0', ...process.env },
  });
  if (packed.status !== 0) {
    say('tar could not pack it; it needs tar and xz.');
    return 1;
  }
  say(
    `${file}: ${(statSync(file).size / 2 ** 20).toFixed(1)} MiB. There: tar xJf ${basename(file)} && ganymede-devices/run.sh > rows.jsonl`,
  );
  return 0;
}

function newestIn(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}

/** Electron's program, downloading its runtime when it isn't there; or the reason why there is none. */
async function findElectron() {
  if (process.env.GANYMEDE_DOOR === 'browser') return { reason: 'GANYMEDE_DOOR asks for the browser.' };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { reason: 'There is no display for a desktop window.' };
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return { reason: 'Electron keeps its sandbox only for an ordinary user, and this is root.' };
  if (!existsSync(modules('electron', 'path.txt')) && !process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    say('Fetching the Electron runtime …');
    const result = spawnSync(ownNode(), [modules('electron', 'install.js')], {
      cwd: root,
      stdio: ['ignore', 2, 'pipe'],
      timeout: 300_000,
      encoding: 'utf8',
    });
    if (result.status !== 0) {
      const why =
        result.error?.code === 'ETIMEDOUT'
          ? 'it took longer than five minutes'
          : (result.stderr
              .trim()
              .split('\n')
              .find((line) => /Error/.test(line)) ?? 'no reason was given');
      return { reason: `Electron's runtime could not be downloaded (${why.trim()}).` };
    }
  }
  const asked = spawnSync(ownNode(), ['-p', "require('electron')"], { cwd: root, encoding: 'utf8' });
  const path = asked.stdout?.trim();
  return path && existsSync(path) ? { path } : { reason: "Electron's runtime is not there." };
}

/** A Chromium or Chrome: named by GANYMEDE_BROWSER, Playwright's own, or the system's. */
function findBrowser() {
  const asked = spawnSync(ownNode(), ['-p', "require('playwright-core').chromium.executablePath()"], { cwd: root, encoding: 'utf8' });
  const names = windows ? [] : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const known = [
    process.env.GANYMEDE_BROWSER,
    asked.stdout?.trim(),
    ...onPath,
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return known.find((path) => path && existsSync(path)) ?? null;
}

function installBrowser() {
  say('Fetching a browser for the stories …');
  const [file, args] = program(bin('playwright'), ['install', 'chromium']);
  spawnSync(file, args, { ...options(), stdio: ['ignore', 2, 2], timeout: 600_000 });
  const found = findBrowser();
  if (found !== null || process.platform !== 'linux') return found;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  for (const command of [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    const [first, ...others] = [...sudo, ...command];
    if (spawnSync(first, others, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status !== 0)
      break;
  }
  return findBrowser();
}

/** The script behind a package's command, to be run by the project's own Node. */
function bin(name) {
  const manifests = { playwright: '@playwright/test', tsc: 'typescript', biome: '@biomejs/biome' };
  const folder = modules(...(manifests[name] ?? name).split('/'));
  const { bin: commands } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof commands === 'string' ? commands : commands[name]);
}

function program(script, args) {
  return [ownNode(), [script, ...args]];
}

/** A program of ours, where the person stands: paths on the command line start there. */
function node([script, ...args], environment = {}) {
  return run(ownNode(), [inRoot(script), ...args], environment, typedIn());
}

/** npm goes to the package's folder first and says from where. */
function typedIn() {
  const isOurs = process.env.npm_package_json === inRoot('package.json');
  const folder = isOurs ? process.env.INIT_CWD : undefined;
  return folder && existsSync(folder) ? folder : process.cwd();
}

/**
 * Runs to its end and gives its exit code. Whatever asks this process to end is passed on, and the child ends in its own way; Ctrl-C at
 * a terminal it has heard already.
 */
function run(file, args, environment = {}, folder = root) {
  const child = spawn(file, args, { ...options(environment), cwd: folder });
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK']) {
    const isHeard = atTerminal && signal !== 'SIGTERM' && signal !== 'SIGHUP';
    process.on(signal, () => {
      if (!isHeard) child.kill(signal);
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(`${file} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

function options(environment = {}) {
  const path = `${modules('.bin')}${delimiter}${process.env.PATH ?? ''}`;
  // Every program of ours begins by reading some hundred sources: what Node made of them is kept, so that the next begins in a third of the time.
  const known = { NODE_COMPILE_CACHE: modules('.cache', 'compiled'), ...process.env };
  return { cwd: root, stdio: 'inherit', env: { ...known, PATH: path, ...environment } };
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
