import { encode } from 'fast-png';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWav } from '../shared/wav.ts';
import { openCli } from './cli-in-test.ts';
import { readWav } from './engine/files/read-wav.ts';

/** Real files on a real disk, trained on from the command line to the end of a short run. */
const folder = mkdtempSync(join(tmpdir(), 'ganymede-own-'));
const { ganymede } = openCli(folder);
const [low, high] = [125, 500];

beforeAll(() => {
  for (let at = 0; at < 6; at += 1) {
    write(`pairs/A/${at}.png`, picture(at, 0));
    write(`pairs/B/${at}.png`, picture(at, 120));
    write(`joined/train/${at}.png`, picture(at, 0, 2));
    write(`domains/day/${at}.png`, picture(at, 200));
    write(`domains/night/n${at}.png`, picture(at, 20));
    write(`captioned/${at}.png`, picture(at, 100));
  }
  write('pairs/A/alone.png', picture(1, 1));
  write('captioned/captions.csv', 'file_name,caption\n0.png,"Bright, left"\n1.png,dark\n2.png,a third\n');
  write('sounds/low/a.wav', writeWav(tone(low, 8000), 8000));
  write('sounds/high/a.wav', writeWav(tone(high, 4000), 4000));
  write('sounds/high/broken.wav', writeWav(tone(high, 4000), 4000).subarray(0, 99));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const small = { translatorWidth: 2, discriminatorWidth: 2, batch: 2 };
test.each<[string, string, Record<string, string | number>, Record<string, string | number>, string[]]>([
  ['pix2pix', 'paired-folders', { path: 'pairs', size: 16 }, small, ['alone.png in A was left out: it has no partner in B.']],
  ['pix2pix', 'paired-folders', { path: 'joined', layout: 'side-by-side', size: 16, colors: 'gray-color' }, small, []],
  ['completion', 'masked-folder', { path: 'pairs', size: 16, guide: 'class' }, small, []],
  ['cyclegan', 'two-folders', { path: 'domains/day', second: 'domains/night', size: 16 }, small, []],
  ['captioning', 'captioned-folder', { path: 'captioned', size: 16 }, { memory: 4, batch: 4 }, ['3.png was left out: it has no caption.']],
])('%s trains on %s', async (recipe, name, data, params, notes) => {
  const { code, stderr, lines, result } = await train({ recipe, dataset: { name, params: data }, params, steps: 3 });
  expect([code, stderr]).toEqual([0, '']);
  expect(result).toMatchObject({ ok: true, run: { status: 'finished', step: 3 } });
  const warnings = lines.filter(({ sentence }) => sentence?.includes('was left out'));
  expect(warnings.filter(({ sentence }) => notes.includes(sentence))).toHaveLength(notes.length);
});

test('wavenet trains on wav-folder, and its sounds leave as a WAV', async () => {
  const data = { name: 'wav-folder', params: { path: 'sounds', rate: 2000, length: 64 } };
  const { result } = await train({ recipe: 'wavenet', dataset: data, params: { width: 4, skipWidth: 4, levels: 16 }, steps: 4 });
  expect(result).toMatchObject({ ok: true, run: { status: 'finished', step: 4 } });
  const run = String(result.run.number);

  const sampled = await ganymede('sample', run, '--count', '3', '--out', 'three.wav', '--json');
  expect(sampled.result).toMatchObject({ ok: true, count: 3, step: 4 });
  const sound = readWav(readFileSync(join(folder, 'three.wav')));
  // Three sounds, a fifth of a second of silence between them.
  expect([sound.rate, sound.channels, sound.samples.length]).toEqual([2000, 1, 3 * 64 + 2 * 400]);
  expect(Math.max(...sound.samples.subarray(64, 464).map(Math.abs))).toBe(0);
  expect(new Set(sound.samples.subarray(0, 64)).size).toBeGreaterThan(4);

  await ganymede('sample', run, '--count', '3', '--out', 'again.wav');
  expect(readFileSync(join(folder, 'again.wav'))).toEqual(readFileSync(join(folder, 'three.wav')));
  await ganymede('sample', run, '--count', '3', '--seed', '2', '--out', 'other.wav');
  expect(readFileSync(join(folder, 'other.wav'))).not.toEqual(readFileSync(join(folder, 'three.wav')));
  expect((await ganymede('sample', run, '--out', 'x.png')).stderr).toMatch(/makes sound, not pictures/);
});

test('data that can’t be used ends the run with the sentence that says why', async () => {
  const dataset = { name: 'two-folders', params: { path: 'captioned' } };
  const { code, result } = await train({ recipe: 'cyclegan', dataset, params: small, steps: 3 });
  expect(code).not.toBe(0);
  expect(result.run).toMatchObject({ status: 'failed', sentence: expect.stringContaining('There must be two folders') });
});

async function train(config: Record<string, unknown>) {
  write(
    'config.yaml',
    stringify({ ...config, recording: { metricsEvery: 0, featuresEvery: 0, samplesEvery: 2, checkpointEvery: 2, distributionsEvery: 0 } }),
  );
  return ganymede('train', 'config.yaml', '--json');
}

function write(path: string, content: Uint8Array | string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Not two alike. */
function picture(at: number, level: number, width = 1): Uint8Array {
  const data = new Uint8Array(20 * width * 20 * 3).map((_, place) => (level + 20 * at + (place % 40)) % 256);
  return encode({ width: 20 * width, height: 20, data, channels: 3 });
}

function tone(hertz: number, rate: number): Float32Array {
  return Float32Array.from({ length: rate / 4 }, (_, at) => 0.7 * Math.sin((2 * Math.PI * hertz * at) / rate));
}
