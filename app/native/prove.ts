import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { buildAddon } from '../../native/build.mjs';
import { userPython } from './python.ts';
import { unpackWheel } from './unpack-wheel.ts';
import { isWanted } from './wheel-list.ts';

/**
 * `npm run native`: the one built addon with the oldest torch that it is for, the one that is fetched for users, and the newest, under
 * Node 20 and our own; then the tests of the addon, the kernels and every recipe on libtorch. Wheels by the user's pip, kept under out/.
 */
const root = resolve(import.meta.dirname, '../..');
const place = join(root, 'out', 'native');
const versions = ['2.10.0', '2.11.0', 'newest'];
const notFound: string[] = [];
let failed = 0;

const { reason } = buildAddon();
if (reason !== undefined) notFound.push(reason);
else await prove();
for (const sentence of notFound) console.log(`Not found: ${sentence}`);
console.log(failed === 0 ? 'What was found holds.' : `${failed} failed; see above.`);
process.exitCode = failed === 0 ? 0 : 1;

async function prove(): Promise<void> {
  await build({
    root,
    logLevel: 'warn',
    build: {
      ssr: 'app/trainer/torch/check-native.ts',
      outDir: join(place, 'check'),
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'check.mjs' } },
    },
  });
  const nodes = [{ name: `Node ${process.versions.node}`, program: process.execPath }, ...node20()];
  let newest: string | null = null;
  for (const version of versions) {
    const folder = await torchOf(version);
    if (folder === null) continue;
    newest = folder;
    for (const { name, program } of nodes) {
      const env = { ...process.env, GANYMEDE_TORCH: folder };
      const { status, signal, stdout, stderr } = spawnSync(program, [join(place, 'check', 'check.mjs')], { env, encoding: 'utf8' });
      if (status !== 0) failed += 1;
      console.log(`torch ${version}, ${name}: ${stdout.trim() || `failed (${signal ?? status}): ${stderr.trim()}`}`);
    }
  }
  if (newest !== null) test(newest);
}

/** The library of a torch from the index, with the two of CUDA's that it is linked to. */
async function torchOf(version: string): Promise<string | null> {
  const folder = join(place, 'torch', version);
  if (existsSync(join(folder, 'torch', 'lib'))) return folder;
  const [wheels, tree] = [`${folder}.wheels`, `${folder}.part`];
  mkdirSync(wheels, { recursive: true });
  rmSync(tree, { recursive: true, force: true });
  if (!download(wheels, version === 'newest' ? 'torch>=2.10' : `torch==${version}`, '--no-deps')) return null;
  for (const requirement of linkedOf(wheels)) if (!download(wheels, requirement)) return null;
  for (const name of readdirSync(wheels)) {
    const never = new AbortController().signal;
    await unpackWheel({
      wheel: join(wheels, name),
      into: tree,
      isWanted: (path) => isWanted('native', path),
      onBytes: () => {},
      signal: never,
    });
  }
  renameSync(tree, folder);
  rmSync(wheels, { recursive: true });
  return folder;
}

/** From the wheel's own list: named one by one up to CUDA 12, as parts of a toolkit from 13 on. None where it was built without CUDA. */
function linkedOf(wheels: string): string[] {
  const name = readdirSync(wheels).find((file) => file.startsWith('torch-'))!;
  const script =
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.read(next(n for n in z.namelist() if n.endswith("METADATA"))).decode())';
  const { stdout } = spawnSync(userPython(), ['-c', script, join(wheels, name)], { encoding: 'utf8' });
  const named = [...stdout.matchAll(/^Requires-Dist: (nvidia-cuda-(?:runtime|cupti)[\w-]*==[\w.]+)/gm)].map(
    ([, requirement]) => requirement!,
  );
  const toolkit = /^Requires-Dist: cuda-toolkit\[[^\]]+\](==[\w.]+)/m.exec(stdout)?.[1];
  return toolkit === undefined ? named : [`cuda-toolkit[cudart,cupti]${toolkit}`];
}

function download(into: string, requirement: string, ...more: string[]): boolean {
  console.log(`Fetching ${requirement} …`);
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--disable-pip-version-check',
    '--only-binary=:all:',
    ...more,
    '--dest',
    into,
    requirement,
  ];
  const { status, stderr, error } = spawnSync(userPython(), args, { encoding: 'utf8' });
  if (status === 0) return true;
  notFound.push(`${requirement}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
  return false;
}

function node20(): { name: string; program: string }[] {
  const program = join(place, 'node20', 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(program)) {
    const args = ['install', '--prefix', join(place, 'node20'), '--no-audit', '--no-fund', '--loglevel=error', 'node@20'];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8' });
    if (status !== 0 || !existsSync(program)) {
      notFound.push(`Node 20 by npm: ${stderr.trim().split('\n').at(-1)}`);
      return [];
    }
  }
  return [{ name: 'Node 20', program }];
}

function test(folder: string): void {
  const vitest = join(root, 'node_modules', 'vitest');
  const { bin } = JSON.parse(readFileSync(join(vitest, 'package.json'), 'utf8')) as { bin: { vitest: string } };
  const env = { ...process.env, GANYMEDE_TORCH: folder, GANYMEDE_RECIPES_ON: 'native' };
  for (const which of [
    ['app/native', 'app/engine/torch'],
    ['app/engine/recipes/recipes.test.ts', '-t', 'on native'],
  ]) {
    const { status } = spawnSync(process.execPath, [join(vitest, bin.vitest), 'run', ...which], { cwd: root, env, stdio: 'inherit' });
    if (status !== 0) failed += 1;
  }
}
