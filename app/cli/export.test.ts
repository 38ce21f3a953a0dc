import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCli } from '../cli-in-test.ts';
import { tinyConfig } from '../tiny-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-export-'));
const { ganymede } = openCli(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const config = join(folder, 'tiny.yaml');
  writeFileSync(config, stringify(tinyConfig({ steps: 2 })));
  expect(await ganymede('train', config)).toMatchObject({ code: 0 });
});

const weightsTo = (out: string, ...more: string[]) =>
  ganymede('export', '1', '--to', 'safetensors', '--layout', 'torch', '--out', out, ...more);

describe('model.py beside weights', () => {
  test('is written, and again over what Ganymede wrote', async () => {
    const out = join(folder, 'own', 'weights.safetensors');
    const model = join(folder, 'own', 'model.py');
    expect((await weightsTo(out, '--json')).result).toMatchObject({ ok: true, path: out, model });
    expect(readFileSync(model, 'utf8')).toContain('with_name("weights.safetensors")');
    expect((await weightsTo(join(folder, 'own', 'later.safetensors'))).code).toBe(0);
    expect(readFileSync(model, 'utf8')).toContain('with_name("later.safetensors")');
  });

  test('leaves somebody else’s model.py as it is, and says so', async () => {
    const place = join(folder, 'strange');
    mkdirSync(place);
    const text = '# My own networks, which are not written by Ganymede 1\n';
    writeFileSync(join(place, 'model.py'), text);
    const { code, stderr } = await weightsTo(join(place, 'weights.safetensors'));
    expect([code, readFileSync(join(place, 'model.py'), 'utf8')]).toEqual([0, text]);
    expect(stderr).toMatch(/model\.py is not Ganymede’s and stays as it is.*--weights weights\.safetensors/);
  });

  test('does not take the place of weights that are named so', async () => {
    const out = join(folder, 'named', 'model.py');
    expect((await weightsTo(out, '--json')).result).toMatchObject({ ok: true, model: null });
    expect(readFileSync(out).readBigUInt64LE()).toBeLessThan(1e6);
  });

  test.skipIf(process.platform === 'win32')('is not written beside a pipe', async () => {
    const place = join(folder, 'piped');
    mkdirSync(place);
    const pipe = join(place, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const reader = spawn('cat', [pipe], { stdio: 'ignore' });
    try {
      expect((await weightsTo(pipe)).code).toBe(0);
    } finally {
      reader.kill();
    }
    expect(existsSync(join(place, 'model.py'))).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('that can not be written is a fault', async () => {
    const place = join(folder, 'barred');
    mkdirSync(place);
    symlinkSync('weights.safetensors/model.py', join(place, 'model.py'));
    const { code, stderr } = await weightsTo(join(place, 'weights.safetensors'));
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/model\.py can't be written/);
  });
});
