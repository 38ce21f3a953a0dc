// Builds the addon that reaches libtorch with the compiler of this machine: no headers of torch, nothing but node-api-headers.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = dirname(fileURLToPath(import.meta.url));
const root = dirname(sources);
export const builtAddon = join(root, 'out', 'native', 'torch.node');

/** `{ path }` of the addon, built unless it is newer than its sources; or `{ reason }`, a sentence. */
export function buildAddon({ out = builtAddon, compilers = usualCompilers(process.env) } = {}) {
  if (process.platform === 'win32') return { reason: 'The addon for libtorch is not built for Windows yet.' };
  const files = readdirSync(sources).filter((name) => /\.(cc|h|mjs)$/.test(name));
  const newest = Math.max(...files.map((name) => statSync(join(sources, name)).mtimeMs));
  if (existsSync(out) && statSync(out).mtimeMs >= newest) return { path: out };
  const compiler = compilers.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
  if (compiler === undefined) {
    return { reason: `No C++ compiler was found (looked for ${compilers.join(', ')}); the addon for libtorch is not built.` };
  }
  mkdirSync(dirname(out), { recursive: true });
  // A name of its own until it is whole: another process may build or load at the same time.
  const draft = `${out}.${process.pid}`;
  const code = files.filter((name) => name.endsWith('.cc')).map((name) => join(sources, name));
  const headers = join(root, 'node_modules', 'node-api-headers', 'include');
  const built = spawnSync(compiler, [...flags, '-I', headers, ...code, '-o', draft, ...linked], { encoding: 'utf8' });
  if (built.status !== 0) return { reason: `${compiler} could not build the addon for libtorch:\n${built.stderr}` };
  renameSync(draft, out);
  return { path: out };
}

function usualCompilers({ CXX }) {
  return [...(CXX ? [CXX] : []), 'g++', 'clang++', 'c++'];
}

const isMac = process.platform === 'darwin';
const flags = ['-std=c++17', '-O2', '-fPIC', '-fvisibility=hidden', '-Wall', '-Wextra', '-DNODE_GYP_MODULE_NAME=torch'];
const linked = isMac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared', '-s', '-ldl'];
