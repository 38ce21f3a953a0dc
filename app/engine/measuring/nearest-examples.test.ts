import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { madeDataset } from '../datasets/index.ts';
import { openNearestExamples } from './nearest-examples.ts';
import { seededRandom } from '../random.ts';
import type { Tf } from '../tensor.ts';

const open = (name: string, size: string) => madeDataset(name).open({ params: { size }, seed: 1 });
let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('wasm', {}));
});

test('reads the sentence of a real picture off its nearest one, and not another’s', async () => {
  const dataset = open('captioned-shapes', '16');
  const before = tf.memory().numTensors;
  const nearest = openNearestExamples(tf, dataset, seededRandom(1), 1500);
  const { values, words } = dataset.draw(seededRandom(2), 120);
  const right = await nearest.judge(values, words!);
  const rolled = Int32Array.from(words!, (_, at) => words![(at + 7) % words!.length]);
  const wrong = await nearest.judge(values, rolled);
  nearest.dispose();
  expect(tf.memory().numTensors).toBe(before);
  const same = Array.from(words!).filter((word, at) => word === right.words[at]).length / words!.length;
  expect(same).toBeGreaterThan(0.97);
  expect(wrong.words).toEqual(right.words);
  expect(mean(right.psnr)).toBeGreaterThan(mean(wrong.psnr) + 8);
});

test('decibels are those of a search number by number', async () => {
  const dataset = open('captioned-shapes', '16');
  const nearest = openNearestExamples(tf, dataset, seededRandom(3), 400);
  const reference = dataset.draw(seededRandom(3), 400);
  const { values, words } = dataset.draw(seededRandom(4), 30);
  const noisy = Float32Array.from(values, (value, at) => value + 0.2 * Math.sin(at));
  const { psnr } = await nearest.judge(noisy, words!);
  nearest.dispose();
  const width = 16 * 16 * 3;
  const sentence = (of: Int32Array, at: number) => of.subarray(at * 7, at * 7 + 7).join();
  for (let at = 0; at < 30; at += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let other = 0; other < 400; other += 1) {
      if (sentence(reference.words!, other) !== sentence(words!, at)) continue;
      let sum = 0;
      for (let i = 0; i < width; i += 1) sum += (noisy[at * width + i] - reference.values[other * width + i]) ** 2;
      least = Math.min(least, sum / width);
    }
    if (least === Number.POSITIVE_INFINITY) expect(psnr[at]).toBe(Number.NEGATIVE_INFINITY);
    else expect(psnr[at]).toBeCloseTo(10 * Math.log10(4 / least), 2);
  }
});

test('refuses data without sentences', () => {
  expect(() => openNearestExamples(tf, open('shapes', '16'), seededRandom(1), 10)).toThrow('Only pictures with captions');
});

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
