import { describe, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import type { CaptionsDataset, Dataset, DomainsDataset, PairsDataset } from '../dataset.ts';
import { openFactorOracle } from '../measuring/factors.ts';
import { openOracle } from '../measuring/oracle.ts';
import { seededRandom } from '../random.ts';
import type { Model } from '../recipe.ts';
import { openSlotReader } from '../measuring/slot-reader.ts';
import type { Tensor } from '../tensor.ts';
import { askedClass, shareRight } from './asked-class.ts';
import { slotsRight } from './caption-accuracy.ts';
import { cycleError } from './cycle-error.ts';
import { factorReading, relativeError } from './factor-reading.ts';
import { hiddenPairs } from './hidden-pairs.ts';
import { keptFactors } from './kept-factors.ts';
import { likeness } from './likeness.ts';
import { toldSlots } from './told-slots.ts';

import { bare, contextOf, mean, open } from './test-context.ts';

const { tf } = await openBackend('wasm', {});

const asked = { conditionedOn: 'picture' as const };

describe('likeness to the truth', () => {
  const pairs = open('paired-shapes', { task: 'gray' }) as PairsDataset;
  /** Gray for all channels: an answer that is near, and wrong. */
  const generate = (_: Tensor, given?: Tensor) => tf.concat([given!, given!, given!], 3);

  test('is what both definitions say, picture by picture', async () => {
    const found = await likeness.measure(contextOf(tf, pairs, { ...asked, generate }));
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
    const found = await likeness.measure(
      contextOf(tf, pairs, { ...asked, generate: (_, given) => generate(_, tf.mul(given!, Number.NaN)) }),
    );
    expect(found.psnr).toBeNaN();
    expect(found.ssim).toBeNaN();
  });

  test('of a reconstruction is that of the definition; of a system that shows none, nothing', async () => {
    const shapes = open('shapes', { size: '16' });
    const encode = (examples: Tensor) => examples;
    const columns: Model['columns'] = ({ real }) => ({ input: real, reconstruction: tf.mul(real, 0.5) });
    const found = await likeness.measure(contextOf(tf, shapes, { encode, columns }));
    const { values } = shapes.draw(seededRandom(5), 100);
    const decibels = Array.from({ length: 100 }, (_, at) => {
      const squares = Array.from(values.subarray(at * 256, (at + 1) * 256), (value) => (value / 2) ** 2);
      return 10 * (Math.log10(4) - Math.log10(mean(squares)));
    });
    agrees(found.psnr, mean(decibels));
    expect(found.ssim).toBeGreaterThan(0.3);
    const before = tf.memory().numTensors;
    expect(await likeness.measure(contextOf(tf, shapes, { encode, columns: ({ real }) => ({ input: real }) }))).toEqual({});
    expect(tf.memory().numTensors).toBe(before);
    expect(likeness.appliesTo(shapes, { ...bare, encode, columns })).toBe(true);
    expect(likeness.appliesTo(shapes, { ...bare, columns })).toBe(false);
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
    const found = await hiddenPairs.measure(contextOf(tf, domains, right));
    expect(found['hidden-pair-error']).toBeLessThan(1e-6);
    expect(found['hidden-pair-error/back']).toBeLessThan(1e-6);
    const wrong = await hiddenPairs.measure(contextOf(tf, domains, { translate: (x) => tf.neg(x) }));
    const { values, other } = domains.drawPairs!(seededRandom(5), 200);
    const second = (from: Float32Array) => Array.from(from, (value, at) => (value > other[at] ? value - other[at] : other[at] - value));
    agrees(wrong['hidden-pair-error'], mean(second(values.map((value) => -value))));
    agrees(wrong['hidden-pair-error/untouched'], mean(second(values)));
    expect(Object.keys(wrong)).not.toContain('hidden-pair-error/back');
  });

  test('cycle error: what is left of a way that does not close', async () => {
    const found = await cycleError.measure(
      contextOf(tf, domains, { translate: (x) => tf.mul(x, 2), translateBack: (y) => tf.add(tf.mul(y, 0.5), 0.25) }),
    );
    agrees(found['cycle-error'], 0.25);
    agrees(found['cycle-error/second'], 0.5);
    const closed = await cycleError.measure(contextOf(tf, domains, right));
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
    const measured = (model: Partial<Model>) => factorReading.measure(contextOf(tf, domains, model, { oracle: async () => oracle }));
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
  const found = await factorReading.measure(
    contextOf(tf, pairs, { ...asked, generate: (_, given) => given! }, { oracle: async () => oracle }),
  );
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
  const found = await askedClass.measure(contextOf(tf, digits, { conditionedOn: 'class' }, { oracle: async () => oracle }));
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

test('kept under another class: the correlation that moments give, 1 where the class changes nothing', async () => {
  const shapes = open('shapes', { size: '16', drawing: 'filled', turning: false });
  const oracle = await openFactorOracle(tf, shapes, { seed: 1, steps: 60 });
  const pool = shapes.draw(seededRandom(21), 200);
  const pictures = tf.tensor(pool.values, [200, 16, 16, 1]);
  const latent: Model['latent'] = {
    size: 200,
    draw: (_, count) => Float32Array.from({ length: count * 200 }, (_, at) => Number(at % 201 === 0)),
  };
  /** Each latent is a picture; under an even class as it is, under an odd one mirrored. */
  const drawn = (latents: Tensor) => latents.matMul(pictures.reshape([200, 256])).reshape([200, 16, 16, 1]);
  const odd = (condition: Tensor) => condition.matMul(tf.tensor2d([0, 1, 0, 1], [4, 1])).reshape([200, 1, 1, 1]);
  const turned = (latents: Tensor, condition?: Tensor) => {
    const [plain, mirrored] = [drawn(latents), tf.reverse(drawn(latents), [2])];
    return tf.add(plain, tf.mul(odd(condition!), tf.sub(mirrored, plain)));
  };
  const measured = (generate: NonNullable<Model['generate']>) =>
    keptFactors.measure(contextOf(tf, shapes, { conditionedOn: 'class', latent, generate }, { oracle: async () => oracle }));
  const deaf = await measured((latents) => drawn(latents));
  const moved = await measured(turned);
  const random = seededRandom(5);
  const labels = Array.from({ length: 200 }, () => random.integer(4));
  const mirror = Float32Array.from(pool.values, (_, at) => pool.values[at - (at % 16) + 15 - (at % 16)]);
  const [plain, across] = [(await oracle.judge(pool.values)).factors, (await oracle.judge(mirror)).factors];
  oracle.dispose();
  pictures.dispose();
  for (const name of ['x', 'y', 'size']) {
    agrees(deaf[`kept-factors/${name}`], 1);
    const one = labels.map((label, at) => (label % 2 === 1 ? across : plain)[name][at]);
    const other = labels.map((label, at) => (label % 2 === 1 ? plain : across)[name][at]);
    const product = mean(one.map((value, at) => value * other[at])) - mean(one) * mean(other);
    const spread = (values: number[]) => Math.sqrt(mean(values.map((value) => value * value)) - mean(values) ** 2);
    agrees(moved[`kept-factors/${name}`], product / (spread(one) * spread(other)));
  }
  expect(moved['kept-factors/x']).toBeLessThan(0);
  const asked = { ...bare, latent, generate: turned, conditionedOn: 'class' as const };
  expect(keptFactors.appliesTo(shapes, asked)).toBe(true);
  expect(keptFactors.appliesTo({ ...shapes, draw: (...of) => ({ ...shapes.draw(...of), factors: {} }) } as Dataset, asked)).toBe(false);
});

test('slots told by a sentence: as often as the words read off the picture are in it', async () => {
  const captions = open('captioned-shapes') as CaptionsDataset;
  const reader = await openSlotReader(tf, captions, { seed: 1, steps: 40 });
  const { values, words } = captions.draw(seededRandom(5), 300);
  /** Its picture is that of the sentence after: as a generator that does not listen. */
  const pictures = tf.tensor(
    Float32Array.from(values, (_, at) => values[(at + 768) % values.length]),
    [300, 16, 16, 3],
  );
  const found = await toldSlots.measure(
    contextOf(tf, captions, { conditionedOn: 'sentence', generate: () => pictures.clone() }, { slotReader: async () => reader }),
  );
  const said = await reader.read((await pictures.data()) as Float32Array);
  const real = await reader.read(values);
  pictures.dispose();
  reader.dispose();
  const places = { size: 1, colour: 2, shape: 3, place: 6 };
  const shares = Object.entries(places).map(([name, at]) => {
    const share = (seen: typeof said) =>
      mean(Array.from(seen[name], (word, row) => Number(captions.words[word] === captions.words[words![7 * row + at]])));
    agrees(found[`told-slots/${name}`], share(said));
    return [share(said), share(real)];
  });
  agrees(found['told-slots'], mean(shares.map(([share]) => share)));
  agrees(found['told-slots/ideal'], mean(shares.map(([, share]) => share)));
  expect(found['told-slots/ideal']).toBeGreaterThan(found['told-slots'] + 0.1);
  await expect(openSlotReader(tf, open('shapes'), { seed: 1 })).rejects.toThrow(/no sentences/);
});

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

/** To a millionth. */
function agrees(found: number, second: number): void {
  expect(Math.abs(found - second)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(second)));
}
