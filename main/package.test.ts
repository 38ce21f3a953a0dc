import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/**
 * Packs the studio as electron-builder would, around a stub where Electron's program belongs (any executable with the
 * marker that fuses are flipped behind): the file list, the unpacked native modules and the fuses are real, the program
 * is not. Then the packed files themselves are started in Node with the stand-in.
 */
const root = resolve(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: { electron: string } };
const folder = mkdtempSync(join(tmpdir(), 'ganymede-package-'));
const resources = join(folder, 'dist/linux-unpacked/resources');
let files: string[] = [];
let said = '';

/** Chromium brings a Vulkan driver that computes on the processor: enough to try WebGPU without a GPU. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';

beforeAll(() => {
  const stub = stubElectron();
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const flags = ['--linux', '--dir', '--config', 'electron-builder.yml', '--publish', 'never'];
  const target = [`-c.electronDist=${stub}`, `-c.directories.output=${join(folder, 'dist')}`];
  const packed = spawnSync(process.execPath, [builder, ...flags, ...target], { cwd: root, encoding: 'utf8' });
  expect(packed.status, packed.stderr + packed.stdout).toBe(0);
  said = packed.stdout;
  files = listPackage(join(resources, 'app.asar'), { isPack: false });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the built studio and what it reads', () => {
    for (const name of [
      'package.json',
      'out/main/index.js',
      'out/main/trainer.js',
      'out/main/import-thread.js',
      'out/main/importance-thread.js',
      'out/main/develop-thread.js',
      'out/preload/preload.cjs',
      'out/renderer/index.html',
      'resources/examples',
    ]) {
      expect(files, name).toContain(`/${name}`);
    }
  });

  it('leaves out sources, tests and tools', () => {
    for (const start of [
      '/app/',
      '/renderer/',
      '/e2e/',
      '/main/',
      '/node_modules/vitest/',
      '/node_modules/electron/',
      '/node_modules/better-sqlite3/deps/',
    ]) {
      expect(
        files.filter((file) => file.startsWith(start)),
        start,
      ).toEqual([]);
    }
  });

  it('holds of out/ only what runs', () => {
    const shipped = new Set(files.filter((file) => file.startsWith('/out/')).map((file) => file.split('/')[2]));
    expect([...shipped].filter((name) => name !== 'native').toSorted()).toEqual(['main', 'preload', 'renderer', 'trainer']);
    expect(files.filter((file) => file.startsWith('/out/native/') && file !== '/out/native/torch.node')).toEqual([]);
  });

  it('unpacks native modules and wasm beside the archive', () => {
    expect(existsSync(join(resources, 'app.asar.unpacked/node_modules/better-sqlite3'))).toBe(true);
    expect(existsSync(join(resources, 'app.asar.unpacked/node_modules/@tensorflow/tfjs-backend-wasm'))).toBe(true);
    const addon = 'out/native/torch.node';
    expect(existsSync(join(resources, 'app.asar.unpacked', addon))).toBe(existsSync(join(root, addon)));
  });

  it('holds Node and what Node runs, for its own platform and no other, and says how large it is', () => {
    const unpacked = join(resources, 'app.asar.unpacked');
    const here = `${process.platform}-${process.arch}`;
    const named = (path: string) => readdirSync(join(unpacked, path)).sort();
    const node = spawnSync(join(resources, 'node/node'), ['--version'], { encoding: 'utf8' });
    expect(node.stdout.trim()).toBe(process.version);
    expect(named('out/trainer')).toEqual(expect.arrayContaining(['node-child.cjs', 'develop-thread.cjs']));
    expect(named('node_modules/webgpu/dist')).toEqual([here]);
    expect(named('node_modules/better-sqlite3/prebuilds')).toEqual([`${here}.node`]);
    expect(named('node_modules/@img').filter((name) => name.startsWith('sharp'))).toEqual([`sharp-libvips-${here}`, `sharp-${here}`]);
    expect(said).toMatch(/Packed [\d.]+ MB into .*Node 1\d\d\.\d MB, Dawn \d+\.\d MB, sharp \d+\.\d MB/);
  });

  it('flips the fuses', async () => {
    const fuses = await getCurrentFuseWire(join(folder, 'dist/linux-unpacked/ganymede'));
    const on = '1'.charCodeAt(0);
    expect(fuses[FuseV1Options.RunAsNode]).not.toBe(on);
    expect(fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).not.toBe(on);
    expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).not.toBe(on);
    expect(fuses[FuseV1Options.GrantFileProtocolExtraPrivileges]).not.toBe(on);
    expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
    expect(fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on);
    expect(fuses[FuseV1Options.EnableCookieEncryption]).toBe(on);
  });

  it('trains from its packed files alone, on WebGPU in the Node that it brings', () => {
    const installed = join(folder, 'installed');
    extractAll(join(resources, 'app.asar'), join(installed, 'app.asar'));
    for (const name of ['app.asar.unpacked', 'node']) symlinkSync(join(resources, name), join(installed, name));
    const isEmulated = existsSync(driver);
    const backends = ['wasm', ...(isEmulated ? ['webgpu', 'webgpu:0'] : ['auto'])];
    const args = [join(root, 'main/shell-stand-in.ts'), '--app', join(installed, 'app.asar'), '--workspace', join(folder, 'workspace')];
    const environment = isEmulated ? { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: '/usr/lib/chromium' } : {};
    const ran = spawnSync(process.execPath, [...args, '--backends', backends.join(',')], {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
      timeout: 280_000,
    });
    expect(ran.stderr).toBe('');
    const { page, runs, calls } = JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '');
    expect(page.status).toBe(200);
    const onDawn = { status: 'finished', environment: { backend: 'webgpu', device: expect.stringContaining('SwiftShader') } };
    expect(runs).toMatchObject([
      { status: 'finished', environment: { backend: 'wasm' } },
      ...(isEmulated ? [onDawn, onDawn] : [{ status: 'finished' }]),
    ]);
    // Only the first trainer is a process of Electron's.
    expect(calls.filter(({ what }: { what: string }) => what === 'utilityProcess.fork')).toHaveLength(1);
  });
});

function stubElectron(): string {
  const stub = join(folder, 'stub');
  mkdirSync(join(stub, 'locales'), { recursive: true });
  mkdirSync(join(stub, 'resources'));
  copyFileSync('/bin/true', join(stub, 'electron'));
  // The marker, the wire's version 1, eight fuses as characters.
  appendFileSync(join(stub, 'electron'), 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u000901110011');
  writeFileSync(join(stub, 'version'), manifest.devDependencies.electron);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak']) writeFileSync(join(stub, name), '');
  return stub;
}
