import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import { openBackend } from '../backend.ts';
import { exampleShape, shapeOf } from '../data-shape.ts';
import type { Dataset, DomainsDataset, PairsDataset } from '../dataset.ts';
import { findDataset } from '../datasets/index.ts';
import { openFactorOracle } from '../factors.ts';
import type { MetricContext } from '../metric.ts';
import { openOracle } from '../oracle.ts';
import { seededRandom } from '../random.ts';
import type { Model } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { askedClass, shareRight } from './asked-class.ts';
import { slotsRight } from './caption-accuracy.ts';
import { categoryBound, codeInformation, numberBound } from './code-information.ts';
import { cycleError } from './cycle-error.ts';
import { factorReading, relativeError } from './factor-reading.ts';
import { hiddenPairs } from './hidden-pairs.ts';
import { likeness } from './likeness.ts';
import { pitchFigures, pitchPower } from './pitch-power.ts';
import { largestPiece, solidValidity, volumeW1 } from './solid-validity.ts';

const { tf } = await openBackend('wasm', {});

const bare: Model = { networks: [], players: [], schedule: () => [], latent: { size: 1, draw: (_, count) => new Float32Array(count) } };

function open(name: string, changed: Params = {}): Dataset {
  const recipe = findDataset(name);
  const usual = Object.fromEntries(recipe.params.map(({ key, presets }) => [key, presets.small.value]));
  return recipe.open({ params: { ...usual, ...changed }, seed: 1, files: { entries: [] } });
}

/** As a run gives it, around a model made of formulas. */
function contextOf(dataset: Dataset, model: Partial<Model>, more: Partial<MetricContext> = {}): MetricContext {
  const random = seededRandom(5);
  const nothing = () => Promise.reject(new Error('This metric does not ask for that.'));
  return {
    dataset,
    random,
    tf,
    model: { ...bare, ...model },
    width: exampleShape(shapeOf(dataset)).reduce((product, side) => product * side, 1),
    real: (count) => dataset.draw(random, count).values,
    generated: async (count) => dataset.draw(random, count).values,
    generatedWithLabels: async (count) => dataset.draw(random, count),
    judged: nothing,
    oracle: nothing,
    critic: null,
    ...more,
  };
}

function agrees(found: number, second: number): void {
  expect(Math.abs(found - second)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(second)));
}

const asked = { conditionedOn: 'picture' as const };

describe('likeness to the truth', () => {
  const pairs = open('paired-shapes', { task: 'gray' }) as PairsDataset;
  /** Gray for all channels: an answer that is near, and wrong. */
  const generate = (_: Tensor, given?: Tensor) => tf.concat([given!, given!, given!], 3);

  test('is what both definitions say, picture by picture', async () => {
    const found = await likeness.measure(contextOf(pairs, { ...asked, generate }));
    const draw = pairs.draw(seededRandom(5), 100);
    const width = pairs.size ** 2 * 3;
    let [decibels, similarity] = [0, 0];
    for (let at = 0; at < 100; at += 1) {
      const truth = Array.from(draw.values.subarray(at * width, (at + 1) * width));
      const made = truth.map((_, place) => draw.given![at * pairs.size ** 2 + Math.floor(place / 3)]);
      const square = truth.reduce((sum, value, place) => sum + (value - made[place]) ** 2, 0) / width;
      decibels += (20 * Math.log10(2) - 10 * Math.log10(square)) / 100;
      similarity += similarityOf(truth, made, pairs.size) / 100;
    }
    agrees(found.psnr, decibels);
    agrees(found.ssim, similarity);
    expect(found.psnr).toBeGreaterThan(5);
  });

  test('of a lost generator is NaN', async () => {
    const found = await likeness.measure(contextOf(pairs, { ...asked, generate: (_, given) => generate(_, tf.mul(given!, Number.NaN)) }));
    expect(found.psnr).toBeNaN();
    expect(found.ssim).toBeNaN();
  });

  test('means nothing for a system that makes pictures from nothing', () => {
    expect(likeness.appliesTo(pairs, { ...bare, generate })).toBe(false);
    expect(likeness.appliesTo(pairs, { ...bare, ...asked, generate })).toBe(true);
  });
});

/** As in the paper, from the moments of each window around their means; 7 × 7, values from 0 to 2. */
function similarityOf(a: number[], b: number[], size: number): number {
  const values: number[] = [];
  for (let channel = 0; channel < 3; channel += 1) {
    for (let y = 3; y < size - 3; y += 1) {
      for (let x = 3; x < size - 3; x += 1) {
        const seen: [number, number, number][] = [];
        for (let dy = -3; dy <= 3; dy += 1) {
          for (let dx = -3; dx <= 3; dx += 1) {
            const at = ((y + dy) * size + x + dx) * 3 + channel;
            seen.push([Math.exp(-(dx * dx + dy * dy) / 4.5), a[at] + 1, b[at] + 1]);
          }
        }
        const all = seen.reduce((sum, [weight]) => sum + weight, 0);
        const mean = (of: (one: [number, number, number]) => number) => seen.reduce((sum, one) => sum + (one[0] / all) * of(one), 0);
        const [p, q] = [mean(([, one]) => one), mean(([, , other]) => other)];
        const [c1, c2] = [0.02 ** 2, 0.06 ** 2];
        const spread = mean(([, one]) => (one - p) ** 2) + mean(([, , other]) => (other - q) ** 2);
        const along = mean(([, one, other]) => (one - p) * (other - q));
        values.push(((2 * p * q + c1) * (2 * along + c2)) / ((p * p + q * q + c1) * (spread + c2)));
      }
    }
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('two domains', () => {
  const domains = open('shape-domains', { second: 'dim-negative' }) as DomainsDataset;
  const right = { translate: (x: Tensor) => tf.add(tf.mul(x, -0.6), 0.1), translateBack: (y: Tensor) => tf.div(tf.sub(y, 0.1), -0.6) };

  test('hidden pairs: no error for the true map, that of the definition for another', async () => {
    const found = await hiddenPairs.measure(contextOf(domains, right));
    expect(found['hidden-pair-error']).toBeLessThan(1e-6);
    expect(found['hidden-pair-error/back']).toBeLessThan(1e-6);
    const wrong = await hiddenPairs.measure(contextOf(domains, { translate: (x) => tf.neg(x) }));
    const { values, other } = domains.drawPairs!(seededRandom(5), 200);
    const second = (from: Float32Array) => Array.from(from, (value, at) => (value > other[at] ? value - other[at] : other[at] - value));
    agrees(wrong['hidden-pair-error'], mean(second(values.map((value) => -value))));
    agrees(wrong['hidden-pair-error/untouched'], mean(second(values)));
    expect(Object.keys(wrong)).not.toContain('hidden-pair-error/back');
  });

  test('cycle error: what is left of a way that does not close', async () => {
    const found = await cycleError.measure(
      contextOf(domains, { translate: (x) => tf.mul(x, 2), translateBack: (y) => tf.add(tf.mul(y, 0.5), 0.25) }),
    );
    agrees(found['cycle-error'], 0.25);
    agrees(found['cycle-error/second'], 0.5);
    const closed = await cycleError.measure(contextOf(domains, right));
    expect(closed['cycle-error']).toBeLessThan(1e-6);
  });

  test('mean nothing where nothing is translated, or no partner is known', () => {
    expect(hiddenPairs.appliesTo(domains, bare)).toBe(false);
    expect(hiddenPairs.appliesTo(open('blob-domains'), { ...bare, ...right })).toBe(false);
    expect(cycleError.appliesTo(open('blob-domains'), { ...bare, ...right })).toBe(true);
    expect(cycleError.appliesTo(domains, { ...bare, translate: right.translate })).toBe(false);
  });

  test('factors are read off the partner’s side, and the true map keeps them as well as the truth does', async () => {
    const oracle = await openFactorOracle(tf, domains, { seed: 1, steps: 150 });
    const measured = (model: Partial<Model>) => factorReading.measure(contextOf(domains, model, { oracle: async () => oracle }));
    const kept = await measured(right);
    const lost = await measured({ translate: (x) => tf.reverse(right.translate(x), [2]) });
    oracle.dispose();
    expect(Object.keys(kept).toSorted()).toEqual([
      'factor-class',
      'factor-class/ideal',
      ...['size', 'x', 'y'].flatMap((name) => [`factor-error/${name}`, `factor-error/${name}/ideal`]),
    ]);
    for (const name of ['x', 'y', 'size']) agrees(kept[`factor-error/${name}`], kept[`factor-error/${name}/ideal`]);
    expect(lost['factor-error/x']).toBeGreaterThan(2 * kept['factor-error/x']);
    expect(lost['factor-error/y']).toBeLessThan(0.5 * lost['factor-error/x']);
  });
});

test('factors of pairs: mean distance over the range, classes as often as they are right', async () => {
  const pairs = open('paired-shapes');
  const oracle = await openFactorOracle(tf, pairs, { seed: 1, steps: 60 });
  const found = await factorReading.measure(contextOf(pairs, { ...asked, generate: (_, given) => given! }, { oracle: async () => oracle }));
  const draw = pairs.draw(seededRandom(5), 300);
  const read = await oracle.judge(draw.given!);
  oracle.dispose();
  const hits = Array.from(draw.labels!, (label, at) => Number(label === read.classes[at]));
  agrees(found['factor-class'], mean(hits));
  for (const name of ['x', 'y', 'size']) {
    const truth = Array.from(draw.factors![name]).toSorted((a, b) => a - b);
    const errors = Array.from(draw.factors![name], (value, at) => Math.abs(value - read.factors[name][at]));
    agrees(found[`factor-error/${name}`], mean(errors) / (truth.at(-1)! - truth[0]));
  }
  expect(relativeError(Float32Array.of(1, 2, 4), Float32Array.of(1, 3, 5))).toBeCloseTo(2 / 3 / 4, 9);
  expect(found).not.toHaveProperty('factor-error/hue');
});

test('made as asked: the trace of the confusion matrix, for made and for real', async () => {
  const digits = open('stroke-digits', { size: '16' });
  const oracle = await openOracle(tf, digits, { steps: 40 });
  const found = await askedClass.measure(contextOf(digits, { conditionedOn: 'class' }, { oracle: async () => oracle }));
  const random = seededRandom(5);
  const [real, made] = [digits.draw(random, 600), digits.draw(random, 600)];
  const traced = async ({ values, labels }: typeof real) => {
    const matrix = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
    (await oracle.judge(values)).classes.forEach((said, at) => {
      matrix[labels![at]][said] += 1;
    });
    return matrix.reduce((sum, row, at) => sum + row[at], 0) / 600;
  };
  agrees(found['asked-class'], await traced(made));
  agrees(found['asked-class/ideal'], await traced(real));
  oracle.dispose();
  expect(shareRight(Int32Array.of(1, 2, 3, 0), Int32Array.of(1, 2, 0, 0))).toBe(0.75);
  expect(askedClass.appliesTo(digits, bare)).toBe(false);
});

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
    const shown = await codeInformation.measure(contextOf(ring, { latent, generate: (latents) => latents.matMul(places) }));
    const hidden = await codeInformation.measure(
      contextOf(ring, { latent, generate: (latents) => latents.slice([0, 0], [-1, 1]).tile([1, 2]) }),
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
    const lost = contextOf(ring, { latent, generate: (latents) => tf.mul(latents.slice([0, 0], [-1, 2]), Number.NaN) });
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
    const found = await solidValidity.measure(contextOf(solids, {}));
    expect(found['one-piece']).toBeGreaterThan(0.99);
    expect(found['volume-w1']).toBeLessThan(0.03);
    const random = seededRandom(9);
    const noise = async (count: number) => Float32Array.from({ length: count * 512 }, () => random.uniform());
    const spoilt = await solidValidity.measure(contextOf(solids, {}, { generated: noise }));
    expect(spoilt['one-piece']).toBeLessThan(0.97);
    expect(spoilt['volume-w1']).toBeGreaterThan(0.2);
    const lost = await solidValidity.measure(
      contextOf(solids, {}, { generated: async (count) => new Float32Array(count * 512).fill(Number.NaN) }),
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
    const found = await pitchPower.measure(contextOf(voices, { conditionedOn: 'class' }));
    expect(found['pitch-power']).toBeGreaterThan(0.9);
    expect(found['pitch-clear']).toBe(1);
    const random = seededRandom(8);
    const swapped = async (count: number) => {
      const { values, labels } = voices.draw(random, count);
      return { values, labels: labels!.map((label) => (label + 1) % 3) };
    };
    const wrong = await pitchPower.measure(contextOf(voices, { conditionedOn: 'class' }, { generatedWithLabels: swapped }));
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

test('slots of sentences: each for itself, and their mean; grammar earns nothing', () => {
  const slots = [
    { name: 'colour', at: 1 },
    { name: 'shape', at: 2 },
  ];
  const truth = [
    [1, 5, 7, 2],
    [1, 6, 8, 2],
    [1, 5, 8, 2],
    [1, 6, 7, 2],
  ];
  const told = [
    [1, 5, 7, 2],
    [1, 5, 8, 2],
    [1, 5, 7, 2],
    [1, 5, 8, 2],
  ];
  expect(slotsRight(slots, told, truth)).toEqual({ 'caption-slots': 0.5, 'caption-slots/colour': 0.5, 'caption-slots/shape': 0.5 });
  expect(slotsRight([], told, truth)).toEqual({});
});

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
