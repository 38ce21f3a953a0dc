import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { zipSync } from 'fflate';
import type { BackendReport } from '../../shared/trainer-protocol.ts';
import { openInstaller, type InstallerOptions } from './installer.ts';
import { userPython } from './python.ts';
import { isWanted, parseWheelList } from './wheel-list.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-install-'));
const shelf = join(folder, 'shelf');
const lists = join(folder, 'lists');
const home = join(folder, 'native');
const realPython = userPython();
const hasPip = spawnSync(realPython, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0;
const works: BackendReport = { name: 'native', available: true, device: 'libtorch', devices: [], sentence: '', milliseconds: 1, error: 0 };
const fails: BackendReport = { ...works, available: false, sentence: 'It computes wrong numbers.' };

/** Two wheels as an index has them, small: the shape is real, what is inside is not. */
const library = Buffer.alloc(200_000, 'libtorch');
const wheels = [
  wheel('torch', '2.11.0', {
    'torch/version.py': "__version__ = '2.11.0'\n",
    'torch/lib/libtorch_cpu.so': library,
    'torch/lib/libtorch_cuda.so': 'not wanted',
    'torch/lib/empty.so': '',
    'torch/nn/__init__.py': 'not wanted',
  }),
  wheel('nvidia_cuda_runtime', '13.0.96', { 'nvidia/cu13/lib/libcudart.so.13': 'runtime' }),
];

beforeEach(() => {
  for (const place of [shelf, lists, home]) {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
  }
  for (const { file, bytes } of wheels) writeFileSync(join(shelf, file), bytes);
  const lines = wheels.map(({ name, version, bytes }) => `${name}==${version} --hash=sha256:${sha256(bytes)}  # ${bytes.length} bytes`);
  writeFileSync(join(lists, 'native-cpu.txt'), ['# unpacked: 300000 bytes', ...lines, ''].join('\n'));
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', shelf);
  vi.stubEnv('GANYMEDE_NATIVE', home);
  vi.stubEnv('GANYMEDE_TORCH', '');
  // A Python with pip and without torch, whatever this machine's has.
  vi.stubEnv('GANYMEDE_PYTHON', pythonThat('bare', `case "$*" in *find_spec*) exit 0;; esac\nexec "${realPython}" "$@"`));
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const why = !hasPip ? 'There is no Python with pip here.' : 'Libraries are fetched for Linux on x86-64 only.';
const isHere = hasPip && process.platform === 'linux' && process.arch === 'x64';
if (!isHere) test('fetching', ({ skip }) => skip(why));

describe.skipIf(!isHere)('a library that is fetched', () => {
  test('is what the list says, tried, and kept; a second time it is made anew', async () => {
    const phases: string[] = [];
    const installer = opened({
      tryBackend: async () => {
        phases.push((installer.now() as { phase: string }).phase);
        expect(JSON.parse(readFileSync(join(home, 'torch.json'), 'utf8'))).toEqual({ native: join(home, 'cpu/torch/lib') });
        return works;
      },
    });
    const { plans } = await installer.look();
    expect(plans.native).toMatchObject({
      kind: 'fetch',
      unpackedBytes: 300_000,
      downloadBytes: wheels[0]!.bytes.length + wheels[1]!.bytes.length,
    });
    expect(plans.cuda).toMatchObject({ kind: expect.stringMatching(/refused|fetch/) });
    for (let time = 0; time < 2; time += 1) {
      expect(await installer.start('native')).toMatchObject({ state: 'working', phase: 'downloading' });
      await expect(installer.start('native')).rejects.toThrow(/being installed already/);
      await ended(installer);
      expect(installer.now()).toEqual({ state: 'done', use: 'native', device: 'libtorch', folder: join(home, 'cpu/torch/lib') });
      expect(files(home)).toEqual([
        ...['cpu/nvidia/cu13/lib/libcudart.so.13', 'cpu/torch/lib/libtorch_cpu.so', 'cpu/torch/version.py'],
        'torch.json',
      ]);
      expect(readFileSync(join(home, 'cpu/torch/lib/libtorch_cpu.so')).equals(library)).toBe(true);
    }
    expect(phases).toEqual(['trying', 'trying']);
  });

  test('is removed where it computes wrong, and what was chosen before stays chosen', async () => {
    writeFileSync(join(home, 'torch.json'), '{"native":"/elsewhere"}');
    const installer = opened({ tryBackend: async () => fails });
    await installer.start('native');
    await ended(installer);
    expect(installer.now()).toMatchObject({ state: 'failed', sentence: 'It does not work here. It computes wrong numbers.' });
    expect(files(home)).toEqual(['torch.json']);
    expect(JSON.parse(readFileSync(join(home, 'torch.json'), 'utf8'))).toEqual({ native: '/elsewhere' });
  });

  test('that works is not lost to one that is not had whole, or computes wrong', async () => {
    const installer = opened();
    await installer.start('native');
    await ended(installer);
    const works = [files(home), readFileSync(join(home, 'torch.json'), 'utf8')];
    const failing = [opened({ tryBackend: async () => fails }), opened({ freeBytes: () => 1000 })];
    for (const again of failing) {
      await again.start('native');
      await ended(again);
      expect(again.now().state).toBe('failed');
      expect([files(home), readFileSync(join(home, 'torch.json'), 'utf8')]).toEqual(works);
    }
    // A studio that fell while it tried.
    renameSync(join(home, 'cpu'), join(home, 'cpu.before'));
    mkdirSync(join(home, 'cpu/torch/lib'), { recursive: true });
    await failing[0]!.start('native');
    await ended(failing[0]!);
    expect([files(home), readFileSync(join(home, 'torch.json'), 'utf8')]).toEqual(works);
  });

  test('is cancelled while it is tried, that backend alone, and goes on from what was fetched', async () => {
    const asked: string[] = [];
    const installer = opened({
      tryBackend: (use, signal) => {
        asked.push(use);
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('Taken back.'))));
      },
    });
    await installer.start('native');
    await vi.waitFor(() => expect(installer.now()).toMatchObject({ phase: 'trying' }), { timeout: 50_000 });
    await installer.close();
    expect(installer.now()).toMatchObject({ state: 'cancelled' });
    expect(asked).toEqual(['native']);
    expect(files(home)).toEqual(expect.arrayContaining(wheels.map(({ file }) => `cpu.part/wheels/${file}`)));
    expect(files(home).filter((name) => name.startsWith('cpu/'))).toEqual([]);
    expect(JSON.parse(readFileSync(join(home, 'torch.json'), 'utf8'))).toEqual({});
  });

  test('is made of the wheels on the list, not of those that an earlier list left there', async () => {
    const old = wheel('torch', '2.10.0', { 'torch/lib/libold.so': 'old', 'torch/lib/libtorch_cpu.so': 'old' });
    mkdirSync(join(home, 'cpu.part/wheels'), { recursive: true });
    writeFileSync(join(home, 'cpu.part/wheels', old.file), old.bytes);
    const installer = opened();
    await installer.start('native');
    await ended(installer);
    expect(installer.now()).toMatchObject({ state: 'done' });
    expect(existsSync(join(home, 'cpu/torch/lib/libold.so'))).toBe(false);
    expect(readFileSync(join(home, 'cpu/torch/lib/libtorch_cpu.so')).equals(library)).toBe(true);
  });

  test('is refused with one byte flipped, and leaves nothing', async () => {
    const bytes = Buffer.from(wheels[0]!.bytes);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(join(shelf, wheels[0]!.file), bytes);
    const installer = opened();
    await installer.start('native');
    await ended(installer);
    expect(installer.now()).toMatchObject({
      state: 'failed',
      sentence: expect.stringMatching(/not the one that is wanted \(its sha256 differs\)/),
    });
    expect(files(home)).toEqual([]);
  });

  test('goes on after it was cancelled: what was whole is not fetched again', async () => {
    // The index has only one of the two at first, and pip hangs before it says so.
    const marker = join(folder, 'hanging');
    const slow = `case "$*" in *find_spec*) exit 0;; *"pip download"*)
      dest=$(echo "$*" | sed 's/.*--dest \\([^ ]*\\).*/\\1/'); cp "${join(shelf, wheels[1]!.file)}" "$dest"; touch "${marker}"; exec sleep 60;; esac`;
    vi.stubEnv('GANYMEDE_PYTHON', pythonThat('slow', slow));
    const installer = opened();
    await installer.start('native');
    await vi.waitFor(() => expect(existsSync(marker)).toBe(true), { timeout: 30_000 });
    expect(await installer.cancel()).toMatchObject({ state: 'cancelled' });
    expect(files(home)).toEqual(expect.arrayContaining([`cpu.part/wheels/${wheels[1]!.file}`]));
    rmSync(join(shelf, wheels[1]!.file));
    vi.stubEnv('GANYMEDE_PYTHON', join(folder, 'bare'));
    await installer.start('native');
    await ended(installer);
    expect(installer.now()).toMatchObject({ state: 'done' });
    expect(files(home).some((name) => name.includes('.part'))).toBe(false);
  });

  test.each([
    [
      'is full while pip writes',
      'mkdir -p "$TMPDIR"; echo half > "$TMPDIR/torch.whl"; echo "OSError: [Errno 28] No space left on device" >&2; exit 1',
      {},
    ],
    ['has no room to begin with', 'exit 9', { freeBytes: () => 1000 }],
  ])('leaves nothing on a disk that %s', async (_, script, options) => {
    vi.stubEnv('GANYMEDE_PYTHON', pythonThat('full', `case "$*" in *find_spec*) exit 0;; esac\n${script}`));
    const installer = opened(options);
    await installer.start('native');
    await ended(installer);
    expect(installer.now()).toMatchObject({
      state: 'failed',
      sentence: expect.stringMatching(/disk is full|needs .* and 0\.0 GB are free/),
    });
    expect(files(home)).toEqual([]);
  });

  test('is not asked of a Python that is not there, nor of one without pip', async () => {
    for (const [python, sentence] of [
      [join(folder, 'no-python'), /could not be started \(ENOENT\); name a Python with pip by GANYMEDE_PYTHON/],
      [pythonThat('pipless', 'echo "No module named pip" >&2; exit 1'), /has no pip; install it/],
    ] as const) {
      vi.stubEnv('GANYMEDE_PYTHON', python);
      const installer = opened();
      await installer.start('native');
      await ended(installer);
      expect(installer.now()).toMatchObject({ state: 'failed', sentence: expect.stringMatching(sentence) });
    }
  });
});

test.skipIf(process.platform === 'win32')('a torch that is there is used as it is, found without importing it', async () => {
  const torch = join(folder, 'site', 'torch');
  mkdirSync(join(torch, 'lib'), { recursive: true });
  writeFileSync(join(torch, 'lib', process.platform === 'darwin' ? 'libtorch_cpu.dylib' : 'libtorch_cpu.so'), '');
  writeFileSync(join(torch, 'version.py'), "__version__ = '2.12.1+cpu'\n");
  vi.stubEnv('GANYMEDE_PYTHON', pythonThat('with-torch', `case "$*" in *"import torch"*) exit 9;; *) echo "${torch}";; esac`));
  const installer = opened();
  expect((await installer.look()).plans.native).toEqual({ kind: 'there', folder: join(torch, 'lib'), version: '2.12.1+cpu' });
  await installer.start('native');
  await ended(installer);
  expect(installer.now()).toEqual({ state: 'done', use: 'native', device: 'libtorch', folder: join(torch, 'lib') });
  expect(JSON.parse(readFileSync(join(home, 'torch.json'), 'utf8'))).toEqual({ native: join(torch, 'lib') });
});

test('our own lists are whole: every file with its sha256 and its size, and no address', () => {
  const ours = resolve(import.meta.dirname, '../../resources/native');
  const names = readdirSync(ours).filter((name) => name.endsWith('.txt'));
  expect(names.toSorted()).toEqual(['native-cpu.txt', 'native-cu12.txt', 'native-cu13.txt']);
  for (const name of names) {
    const text = readFileSync(join(ours, name), 'utf8');
    expect(text).not.toMatch(/:\/\//);
    const { wheels: listed, downloadBytes, unpackedBytes } = parseWheelList(text);
    expect(listed.filter(({ name: wheelName }) => wheelName === 'torch')).toHaveLength(1);
    expect(new Set(listed.map(({ sha256: sum }) => sum)).size).toBe(listed.length);
    expect(Math.min(downloadBytes, unpackedBytes)).toBeGreaterThan(2e8);
  }
});

test('of a wheel only libraries are taken', () => {
  expect(isWanted('native', 'nvidia/cuda_runtime/lib/libcudart.so.12')).toBe(true);
  expect(isWanted('native', 'nvidia/cublas/lib/libcublas.so.12')).toBe(false);
  expect(isWanted('cuda', 'nvidia/cublas/lib/libcublas.so.12')).toBe(true);
  for (const path of ['torch/lib/libtorch_python.so', 'torch/lib/../../evil.so', '/torch/lib/a.so', 'nvidia/cu13/include/a.h']) {
    expect(isWanted('cuda', path), path).toBe(false);
  }
});

function opened(options: Partial<InstallerOptions> = {}) {
  return openInstaller({ lists, tryBackend: async () => works, ...options });
}

async function ended(installer: ReturnType<typeof openInstaller>): Promise<void> {
  await vi.waitFor(() => expect(installer.now().state).not.toBe('working'), { timeout: 50_000, interval: 50 });
}

function pythonThat(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

function files(of: string): string[] {
  const entries = readdirSync(of, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(of.length + 1)).toSorted();
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function wheel(module: string, version: string, contents: Record<string, string | Uint8Array>) {
  const name = module.replaceAll('_', '-');
  const info = `${module}-${version}.dist-info`;
  const whole = {
    ...contents,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: py3-none-any\n',
    [`${info}/RECORD`]: '',
  };
  const encoded = Object.entries(whole).map(([path, value]) => [path, typeof value === 'string' ? Buffer.from(value) : value] as const);
  const mixed = encoded.map(([path, value], at) => [path, [value, { level: at % 2 === 0 ? 6 : 0, mtime: new Date('2026-01-01') }]]);
  return { name, version, file: `${module}-${version}-py3-none-any.whl`, bytes: zipSync(Object.fromEntries(mixed)) };
}
