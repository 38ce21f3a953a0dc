import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { seededRandom } from '../random.ts';
import type { Model } from '../recipe.ts';
import { categoryBound, codeInformation, numberBound } from './code-information.ts';
import { codeMeaning, matchedShare, ranks } from './code-meaning.ts';
import { openFactorOracle } from '../measuring/factors.ts';
import type { Tensor } from '../tensor.ts';
import { pitchFigures, pitchPower } from './pitch-power.ts';
import { largestPiece, solidValidity, volumeW1 } from './solid-validity.ts';

import { bare, contextOf, mean, open } from './test-context.ts';

const { tf } = await openBackend('wasm', {});

describe('information of codes', () => {
  const parts = [
    { name: 'noise', from: 0, size: 1, kind: 'normal' as const },
    { name: 'category', from: 1, size: 3, kind: 'categorical' as const },
    { name: 'codes', from: 4, size: 1, kind: 'uniform' as const },
  ];
  const latent: Model['latent'] = {
    size: 5,
    parts,
    draw(random, count) {
      const latents = new Float32Array(count * 5);
      for (let row = 0; row < count; row += 1) {
        latents[row * 5] = random.normal();
        latents[row * 5 + 1 + random.integer(3)] = 1;
        latents[row * 5 + 4] = 2 * random.uniform() - 1;
      }
      return latents;
    },
  };
  const ring = open('ring8');

  test('of a generator that shows them is their entropy; of one that hides them nothing', async () => {
    const places = tf.tensor2d([0, 0, 3, 0, 0, 0, 0, 0, 0, 0.6], [5, 2]);
    const shown = await codeInformation.measure(contextOf(tf, ring, { latent, generate: (latents) => latents.matMul(places) }));
    const hidden = await codeInformation.measure(
      contextOf(tf, ring, { latent, generate: (latents) => latents.slice([0, 0], [-1, 1]).tile([1, 2]) }),
    );
    places.dispose();
    agrees(shown['code-information/ideal'], Math.log(3));
    // Two of three categories look alike: all that can be told is whether it is the third.
    expect(Math.abs(shown['code-accuracy'] - 2 / 3)).toBeLessThan(0.06);
    expect(Math.abs(shown['code-information'] - (Math.log(3) - (2 / 3) * Math.log(2)))).toBeLessThan(0.06);
    expect(shown['code-information/1']).toBeGreaterThan(1);
    expect(hidden['code-information']).toBeLessThan(0.02);
    expect(Math.abs(hidden['code-information/1'] - (Math.log(2) - 0.5 * Math.log((2 * Math.PI * Math.E) / 3)))).toBeLessThan(0.05);
  });

  test('of a lost generator is NaN, and its entropy is still known', async () => {
    const lost = contextOf(tf, ring, { latent, generate: (latents) => tf.mul(latents.slice([0, 0], [-1, 2]), Number.NaN) });
    const found = await codeInformation.measure(lost);
    expect(found['code-information']).toBeNaN();
    expect(found['code-information/1']).toBeNaN();
    agrees(found['code-information/ideal'], Math.log(3));
  });

  test('of a category is the log of K times the geometric mean of what was said of the truth', () => {
    const probabilities = Float32Array.of(0.5, 0.25, 0.25, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4);
    agrees(categoryBound(probabilities, Int32Array.of(0, 1, 2), 3), Math.log(3 * Math.cbrt(0.5 * 0.8 * 0.4)));
  });

  test('of a number is log 2 and the mean log density of the best normal law', () => {
    const random = seededRandom(2);
    const truth = Float32Array.from({ length: 50 }, () => 2 * random.uniform() - 1);
    const said = truth.map((value) => 0.8 * value + 0.1 * random.normal());
    const square = mean(Array.from(truth, (value, at) => (value - said[at]) ** 2));
    const logs = Array.from(truth, (value, at) =>
      Math.log(Math.exp(-((value - said[at]) ** 2) / (2 * square)) / Math.sqrt(2 * Math.PI * square)),
    );
    agrees(numberBound(said, truth), Math.log(2) + mean(logs));
  });

  test('is asked only where there are codes, and examples come at once', () => {
    expect(codeInformation.appliesTo(ring, { ...bare, latent })).toBe(true);
    expect(codeInformation.appliesTo(ring, bare)).toBe(false);
    const slow = { ...latent, parts: [...parts, { name: 'noise', from: 5, size: 9, kind: 'noise' as const }] };
    expect(codeInformation.appliesTo(ring, { ...bare, latent: slow })).toBe(false);
  });
});

describe('meaning of codes', () => {
  const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 40 });

  propertyTest.prop([labels])('categories are matched as the best of all permutations matches them', (both) => {
    const [first, second] = [both.map(([one]) => one), both.map(([, other]) => other)];
    const shares = permutations([0, 1, 2, 3]).map((order) => first.filter((label, at) => order[label] === second[at]).length / both.length);
    agrees(matchedShare(Int32Array.from(first), Int32Array.from(second), 4), Math.max(...shares));
  });

  propertyTest.prop([fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 })])(
    'a rank is how many are smaller, and half of the equals',
    (values) => {
      const found = ranks(Float32Array.from(values));
      values.forEach((value, at) => {
        const [smaller, equal] = [values.filter((other) => other < value).length, values.filter((other) => other === value).length];
        agrees(found[at], smaller + (equal - 1) / 2);
      });
    },
  );

  test('ranks of numbers and of none come to an end', () => {
    expect([...ranks(Float32Array.of(Number.NaN, 2, Number.NaN, 1))]).toEqual([2.5, 1, 2.5, 0]);
  });

  test('a code that moves the picture across follows x, and no other', async () => {
    const shapes = open('shapes', { size: '16', drawing: 'filled', turning: false });
    const oracle = await openFactorOracle(tf, shapes, { seed: 1, steps: 150 });
    const parts = [
      { name: 'category', from: 0, size: 2, kind: 'categorical' as const },
      { name: 'codes', from: 2, size: 1, kind: 'uniform' as const },
      { name: 'height', from: 3, size: 1, kind: 'normal' as const },
    ];
    const latent: Model['latent'] = {
      size: 4,
      parts,
      draw: (random, count) => Float32Array.from({ length: 4 * count }, (_, at) => (at % 4 < 2 ? at % 4 : 2 * random.uniform() - 1)),
    };
    const places = tf.linspace(-0.75, 0.75, 16);
    /** A square three tenths wide: across by its code, up and down by chance. */
    const generate = (latents: Tensor) => {
      const bar = (from: number, shape: number[]) => {
        const middle = tf.mul(latents.slice([0, from], [-1, 1]), 0.35).reshape([-1, 1, 1, 1]);
        return tf.clipByValue(tf.mul(tf.sub(0.3, tf.abs(tf.sub(places.reshape(shape), middle))), 10), 0, 1);
      };
      return tf.sub(tf.mul(tf.mul(bar(2, [1, 1, 16, 1]), bar(3, [1, 16, 1, 1])), 2), 1);
    };
    const found = await codeMeaning.measure(contextOf(tf, shapes, { latent, generate }, { oracle: async () => oracle }));
    places.dispose();
    oracle.dispose();
    expect(found['code-factor/1/x']).toBeGreaterThan(0.9);
    expect(found['code-factor/1/y']).toBeLessThan(0.3);
    expect(found['code-classes']).toBeGreaterThan(0.4);
    expect(codeMeaning.appliesTo(shapes, { ...bare, latent })).toBe(true);
    expect(codeMeaning.appliesTo(shapes, bare)).toBe(false);
  });
});

function permutations(of: number[]): number[][] {
  if (of.length <= 1) return [of];
  return of.flatMap((first) => permutations(of.filter((other) => other !== first)).map((rest) => [first, ...rest]));
}

describe('solids', () => {
  const volumes = fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }).map((cells) => Float32Array.from(cells, Number));

  propertyTest.prop([volumes])('the largest piece is the same by joining sets', (volume) => {
    agrees(largestPiece(volume, 4), bySets(volume, 4));
  });

  propertyTest.prop([
    fc.array(fc.tuple(fc.float({ min: 0, max: 1, noNaN: true }), fc.float({ min: 0, max: 1, noNaN: true })), { minLength: 1 }),
  ])('W1 of volumes is the area between the distribution functions', (both) => {
    const [a, b] = [both.map(([one]) => one), both.map(([, other]) => other)];
    const places = [...a, ...b].toSorted((x, y) => x - y);
    const below = (values: number[], at: number) => values.filter((value) => value <= at).length / values.length;
    const area = places
      .slice(1)
      .reduce((sum, to, at) => sum + (to - places[at]) * Math.abs(below(a, places[at]) - below(b, places[at])), 0);
    agrees(volumeW1(a, b), area);
  });

  test('real ones are in one piece; noise is not, and has the wrong volume', async () => {
    const solids = open('solids', { size: '8' });
    const found = await solidValidity.measure(contextOf(tf, solids, {}));
    expect(found['one-piece']).toBeGreaterThan(0.99);
    expect(found['volume-w1']).toBeLessThan(0.03);
    const random = seededRandom(9);
    const noise = async (count: number) => Float32Array.from({ length: count * 512 }, () => random.uniform());
    const spoilt = await solidValidity.measure(contextOf(tf, solids, {}, { generated: noise }));
    expect(spoilt['one-piece']).toBeLessThan(0.97);
    expect(spoilt['volume-w1']).toBeGreaterThan(0.2);
    const lost = await solidValidity.measure(
      contextOf(tf, solids, {}, { generated: async (count) => new Float32Array(count * 512).fill(Number.NaN) }),
    );
    expect(lost['one-piece']).toBeNaN();
    expect(lost['volume-w1/ideal']).toBeGreaterThan(0);
  });

  test('an empty volume has no piece', () => {
    expect(largestPiece(new Float32Array(27), 3)).toBe(0);
  });
});

/** Union by parents, each filled voxel joined with its filled neighbours that come later. */
function bySets(volume: Float32Array, size: number): number {
  const parent = Array.from(volume, (_, at) => at);
  const root = (at: number): number => (parent[at] === at ? at : root(parent[at]));
  const isFull = (x: number, y: number, z: number) => x < size && y < size && z < size && volume[(z * size + y) * size + x] > 0.5;
  for (let z = 0; z < size; z += 1)
    for (let y = 0; y < size; y += 1)
      for (let x = 0; x < size; x += 1)
        for (const [dx, dy, dz] of [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ])
          if (isFull(x, y, z) && isFull(x + dx, y + dy, z + dz))
            parent[root(((z + dz) * size + y + dy) * size + x + dx)] = root((z * size + y) * size + x);
  const sizes = new Map<number, number>();
  volume.forEach((value, at) => {
    if (value > 0.5) sizes.set(root(at), (sizes.get(root(at)) ?? 0) + 1);
  });
  const all = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  return all === 0 ? 0 : Math.max(...sizes.values()) / all;
}

describe('power at the pitches', () => {
  test('is what Goertzel’s recurrence finds in the same bins', () => {
    const [length, rate] = [200, 2000];
    const random = seededRandom(3);
    const values = Float32Array.from({ length: 2 * length }, (_, at) => Math.sin(at * 0.6) + 0.3 * random.normal());
    const pitches = { hertz: [190.3, 300], of: 'all' as const };
    // 190.3 Hz is bin 19, 300 Hz bin 30.
    const share = (wave: Float32Array) => {
      const bins = Array.from({ length: 51 }, (_, bin) => goertzel(wave, bin));
      return [18, 19, 20, 29, 30, 31].reduce((sum, bin) => sum + bins[bin], 0) / bins.reduce((sum, power) => sum + power, 0);
    };
    const { power } = pitchFigures({ length, rate, pitches }, { values, labels: null });
    agrees(power, (share(values.subarray(0, length)) + share(values.subarray(length))) / 2);
  });

  test('of voices is at their own pitch; told the wrong class, it is not', async () => {
    const voices = open('tones', { source: 'voices', length: 500 });
    const found = await pitchPower.measure(contextOf(tf, voices, { conditionedOn: 'class' }));
    expect(found['pitch-power']).toBeGreaterThan(0.9);
    expect(found['pitch-clear']).toBe(1);
    const random = seededRandom(8);
    const swapped = async (count: number) => {
      const { values, labels } = voices.draw(random, count);
      return { values, labels: labels!.map((label) => (label + 1) % 3) };
    };
    const wrong = await pitchPower.measure(contextOf(tf, voices, { conditionedOn: 'class' }, { generatedWithLabels: swapped }));
    expect(wrong['pitch-power']).toBeLessThan(0.1);
    expect(wrong['pitch-clear']).toBe(0);
    expect(wrong['pitch-clear/ideal']).toBe(1);
  });

  test('is known of a chord without classes, and of no resonance', () => {
    expect(pitchPower.appliesTo(open('tones', { source: 'chord' }), bare)).toBe(true);
    expect(pitchPower.appliesTo(open('tones', { source: 'voices' }), bare)).toBe(false);
    expect(pitchPower.appliesTo(open('tones', { source: 'resonance' }), bare)).toBe(false);
  });
});

function goertzel(wave: Float32Array, bin: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * bin) / wave.length);
  let [last, before] = [0, 0];
  for (const value of wave) [last, before] = [value + turn * last - before, last];
  return last ** 2 + before ** 2 - turn * last * before;
}

/** To a millionth. */
function agrees(found: number, second: number): void {
  expect(Math.abs(found - second)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(second)));
}
