import { expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import { writeWav } from '../../../shared/wav.ts';
import type { SoundDataset } from '../dataset.ts';
import { nodeDecoders } from '../../trainer/decoders.ts';
import { seededRandom } from '../random.ts';
import { entries, wav } from './test-files.ts';
import { wavFolder } from './wav-folder.ts';

const usual = Object.fromEntries(wavFolder.params.map(({ key, presets }) => [key, presets.small.value]));

async function open(files: Record<string, Uint8Array>, params: Params = {}): Promise<SoundDataset> {
  const dataset = await wavFolder.open({
    params: { ...usual, heldOut: 0, length: 16, rate: 'recorded', ...params },
    seed: 1,
    files: { entries: entries(files) },
    decoders: nodeDecoders,
  });
  if (dataset.kind !== 'sound') throw new Error('not sound');
  return dataset;
}

/** Rises by a thousandth a sample, so that every stretch says where it is from. */
const ramp = (samples: number, from = 0, rate = 1000) =>
  writeWav(
    Float32Array.from({ length: samples }, (_, at) => from + at / 1000),
    rate,
  );
const tone = (hertz: number, rate: number, seconds = 1) =>
  writeWav(
    Float32Array.from({ length: rate * seconds }, (_, at) => 0.7 * Math.sin((2 * Math.PI * hertz * at) / rate)),
    rate,
  );

test('stretches begin anywhere in any recording, each place as often, and don’t run over its end', async () => {
  const dataset = await open({ 'a.wav': ramp(20), 'b.wav': ramp(16, 0.5) });
  expect([dataset.length, dataset.rate, dataset.examples, dataset.classes]).toEqual([16, 1000, 2, null]);
  const { values } = dataset.draw(seededRandom(1), 600);
  const begins = new Map<number, number>();
  for (let at = 0; at < 600; at += 1) {
    const stretch = values.subarray(at * 16, at * 16 + 16);
    expect(stretch[15] - stretch[0]).toBeCloseTo(0.015, 3);
    const begin = Math.round(stretch[0] * 1000);
    begins.set(begin, (begins.get(begin) ?? 0) + 1);
  }
  expect([...begins.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 500]);
  for (const count of begins.values()) expect(Math.abs(count - 100)).toBeLessThan(40);
});

test('recordings of unlike rates are brought to the one asked for; sub-folders are classes', async () => {
  const dataset = await open({ 'high/a.wav': tone(500, 44_100), 'low/a.wav': tone(125, 8000) }, { rate: '2000', length: 400 });
  expect([dataset.rate, dataset.classes]).toEqual([2000, ['high', 'low']]);
  const { values, labels } = dataset.draw(seededRandom(1), 12);
  expect(new Set(labels).size).toBe(2);
  labels!.forEach((label, at) => {
    const stretch = values.subarray(at * 400, at * 400 + 400);
    const crossings = stretch.reduce((count, value, place) => count + (place > 0 && value >= 0 !== stretch[place - 1] >= 0 ? 1 : 0), 0);
    // Two crossings a period, .2 seconds.
    expect(Math.abs(crossings - (label === 0 ? 200 : 50))).toBeLessThan(6);
  });
});

test('unlike rates as recorded are refused, and both files are named', async () => {
  await expect(open({ 'a.wav': ramp(20), 'b.wav': ramp(20, 0, 4000) })).rejects.toThrow(
    'a.wav has 1000 samples a second and b.wav 4000. Choose one rate that all are brought to.',
  );
});

test('what is broken, of a foreign codec or too short is left out with its reason', async () => {
  const dataset = await open({
    'adpcm.wav': wav(new Uint8Array(64), { codec: 17, bits: 4 }),
    'cut.wav': ramp(100).subarray(0, 60),
    'short.wav': ramp(15),
    'whole.wav': ramp(30),
  });
  expect(dataset.examples).toBe(1);
  expect([...dataset.notes].sort()).toEqual([
    'adpcm.wav was left out: its codec is IMA ADPCM; PCM, floating point, µ-law and A-law can be read. Save it as PCM.',
    'cut.wav was left out: it should hold 200 bytes of sound but ends after 16: it is cut short.',
    'short.wav was left out: it lasts 15 samples, and 16 are asked for.',
  ]);
});

test('what is louder than full scale is cut off there, and it is said', async () => {
  const loud = wav(new Uint8Array(Float32Array.from({ length: 20 }, (_, at) => at - 10).buffer), { codec: 3, bits: 32 });
  const dataset = await open({ 'loud.wav': loud });
  expect(dataset.notes).toEqual(['One sound is louder than full scale and cut off there, such as loud.wav.']);
  expect(Math.max(...dataset.draw(seededRandom(1), 9).values)).toBe(1);
});

test('only so many minutes are read, from files evenly over the folder, and it is said', async () => {
  const minute = (level: number) =>
    wav(new Uint8Array(Float32Array.from({ length: 100 * 60 }, () => level).buffer), { codec: 3, bits: 32, rate: 100 });
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.wav`, minute(at / 10)]));
  const dataset = await open(files, { most: 4 });
  expect(dataset.examples).toBe(4 * 375);
  expect(dataset.notes).toEqual(['6 of 10 sounds are not read: the rest fills 4 minutes. Raise "Most minutes" for more.']);
  const read = [...new Set(dataset.draw(seededRandom(1), 200).values)].map((level) => Math.round(level * 10)).sort((a, b) => a - b);
  expect(read).toHaveLength(4);
  expect([read[0] < 3, read[3] > 6]).toEqual([true, true]);
});

test.each<[string, Record<string, Uint8Array>, string]>([
  ['an empty folder', {}, 'There is no sound (.wav) in this folder'],
  [
    'broken files alone',
    { 'a.wav': new Uint8Array(9) },
    'None of the 1 sounds in this folder can be used. The first: a.wav was left out: it is no WAV file.',
  ],
])('%s is refused in a sentence', async (_what, files, sentence) => {
  await expect(open(files)).rejects.toThrow(sentence);
});
