import { spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAddon, builtAddon } from '../../native/build.mjs';
import { checkWhole } from '../trainer/torch/library-check.ts';
import { torchInTest } from './torch-in-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-addon-'));
const built = buildAddon();
const why = built.reason ?? '';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('without a compiler it is not built, and a sentence says so', () => {
  const { reason } = buildAddon({ out: join(folder, 'none.node'), compilers: ['no-such-compiler'] });
  expect(reason).toMatch(/^(No C\+\+ compiler was found \(looked for no-such-compiler\)|.*not built for Windows)/);
});

if ('reason' in built) test('the addon', ({ skip }) => skip(why));

describe.skipIf('reason' in built)('the addon', () => {
  test('is small, and asks for nothing but Node, libc and libstdc++', ({ skip }) => {
    expect(statSync(builtAddon).size).toBeLessThan(100_000);
    const { stdout, status } = spawnSync('nm', ['-D', '--undefined-only', '--without-symbol-versions', builtAddon], { encoding: 'utf8' });
    if (status !== 0) skip('There is no nm here.');
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).at(-1)!);
    expect(names.length).toBeGreaterThan(20);
    const plain = /^(mem\w+|str\w+|mallopt|setenv|dl(open|sym|error))$/;
    const languages = /^(napi_|_Z[NKTS]*S|_Z[NT]|_Zd|_Zn|__cxa_|__gxx_|_Unwind_|_ITM_|__gmon_start__|__stack_chk_fail)/;
    expect(names.filter((name) => !plain.test(name) && !languages.test(name))).toEqual([]);
  });

  test('refuses before it is opened, and never crashes', () => {
    const { status, stdout, stderr } = run(`
      const addon = require(${JSON.stringify(builtAddon)});
      const options = { folder: '/nowhere', gpu: -1, threads: 1 };
      const calls = { open: [options], openNothing: [], version: [], threads: [], create: [new Float32Array(1), 0], fill: [0, 1], read: [0], drop: [0], run: [0], define: ['add'], driver: [] };
      for (const [name, values] of Object.entries(calls)) {
        try { addon[name === 'openNothing' ? 'open' : name](...values); console.log(name, 'went through'); } catch (error) { console.log(name, error.message); }
      }`);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/open libtorch did not load: .*nowhere/);
    expect(
      stdout
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('driver') && line.endsWith('went through')),
    ).toEqual([]);
  });
});

describe('native on a machine whose libtorch', () => {
  const place = join(folder, 'torch');
  const library = join(place, 'lib', 'libtorch_cpu.so');
  beforeAll(() => mkdirSync(join(place, 'lib'), { recursive: true }));

  test('is not there', () => expect(refusal('native', join(folder, 'empty'))).toMatch(/There is no libtorch_cpu.* name a folder of torch/));
  test('is not set up', () =>
    expect(refusal('native', '')).toMatch(/No libtorch is set up for native; run ganymede doctor --install native/));
  test('is too old', () => {
    writeFileSync(library, '');
    writeFileSync(join(place, 'version.py'), "__version__ = '2.9.1+cpu'\n");
    expect(refusal('native', place)).toMatch(/The torch in .* is 2\.9\.1\+cpu; 2\.10 or newer is needed/);
  });
  test('is something else', ({ skip }) => {
    if (process.platform !== 'linux') skip('ELF files are read on Linux only.');
    writeFileSync(library, 'no library\n'.repeat(20));
    writeFileSync(join(place, 'version.py'), "__version__ = '2.15.0'\n");
    expect(refusal('native', place)).toMatch(/libtorch_cpu\.so can't be used: it is no shared library/);
  });
  test('was cut short anywhere', ({ skip }) => {
    if (process.platform !== 'linux' || 'reason' in built) skip('There is no ELF file to cut.');
    for (const kept of [0.999, 0.7, 0.3, 0.01]) {
      copyFileSync(builtAddon, library);
      const file = openSync(library, 'r+');
      ftruncateSync(file, Math.floor(statSync(library).size * kept));
      closeSync(file);
      expect(() => checkWhole(library), `${kept} of it`).toThrow(/libtorch_cpu\.so can't be used: it is shorter than its own headers say/);
    }
    expect(refusal('native', place)).toMatch(/it is shorter than its own headers say/);
  });
  test('is a library of another kind', ({ skip }) => {
    if (process.platform !== 'linux' || 'reason' in built) skip('There is no other library.');
    copyFileSync(builtAddon, library);
    expect(refusal('native', place)).toMatch(
      /native did not start: .*(libtorch_cpu\.so: undefined symbol|older than 2\.10: it has no aoti_torch_abi_version)/,
    );
  });
  test('has no part for CUDA', ({ skip }) => {
    if (process.platform !== 'linux' || 'reason' in built) skip('There is no library to look at.');
    expect(refusal('cuda', place)).toMatch(/was built without CUDA; run ganymede doctor --install cuda/);
  });
  test('has a part for CUDA that was cut short', ({ skip }) => {
    if (process.platform !== 'linux' || 'reason' in built) skip('There is no ELF file to cut.');
    const part = join(place, 'lib', 'libtorch_cuda.so');
    writeFileSync(part, readFileSync(builtAddon).subarray(0, -1000));
    expect(refusal('cuda', place)).toMatch(/libtorch_cuda\.so can't be used: it is shorter than its own headers say/);
    rmSync(part);
  });
});

test('cuda without an NVIDIA driver says so', ({ skip }) => {
  if ('missing' in torchInTest) return skip(torchInTest.missing);
  expect(refusal('cuda', torchInTest.folder)).toMatch(/no NVIDIA driver|built without CUDA|^cuda works/);
});

test('a whole library passes, with all that it asks for', ({ skip }) => {
  if ('missing' in torchInTest) return skip(torchInTest.missing);
  const { folder } = torchInTest;
  expect(() => checkWhole(join(folder, 'libtorch_cpu.so'))).not.toThrow();
});

function run(script: string, environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { ...process.env, ...environment } });
}

/** What opening the backend says, in a process of its own. */
function refusal(name: string, torch: string): string {
  const modules = ['engine/backend.ts', 'trainer/node-home.ts'].map((file) => JSON.stringify(new URL(`../${file}`, import.meta.url).href));
  const script = `Promise.all([${modules.map((file) => `import(${file})`)}])
    .then(([{ openBackend }, { nodeBackendHome }]) => openBackend('${name}', nodeBackendHome))
    .then(({ device }) => console.log('${name} works on', device), (error) => console.log(error.message));`;
  const { stdout, stderr, signal } = run(script, { GANYMEDE_TORCH: torch, GANYMEDE_NATIVE: join(folder, 'native') });
  return stdout === '' ? `died of ${signal}: ${stderr}` : stdout;
}
