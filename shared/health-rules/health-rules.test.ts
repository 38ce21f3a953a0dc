import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it, test } from 'vitest';
import type { Finding } from '../health-rule.ts';
import { unsaid, watchHealth } from '../health-watch.ts';
import type { Distribution, Measurement } from '../measurement.ts';
import { healthRules } from './index.ts';

type Values = Record<string, number>;
const points = (step: number, values: Values): Measurement => ({ type: 'points', step, values });
const weights = (step: number, share: number | null, key = 'weights/critic/dense2/kernel'): Measurement => ({
  type: 'distribution',
  step,
  key,
  distribution: distribution(share === null ? null : { value: 0.01, share }),
});

function distribution(bound: Distribution['bound']): Distribution {
  const quantiles = new Float32Array(65);
  return {
    low: 0,
    high: 1,
    counts: new Uint32Array(4),
    size: 256,
    nonFinite: 0,
    min: 0,
    max: 1,
    mean: 0.5,
    deviation: 0.1,
    quantiles,
    bound,
  };
}
const upTo = (count: number, make: (step: number) => Measurement) => Array.from({ length: count }, (_, at) => make(at + 1));

/** One measurement after another, as the steps of a run bring them. */
function findingsIn(measurements: readonly Measurement[], rules = healthRules): Finding[] {
  const watch = watchHealth({ rules });
  return measurements.flatMap((measurement) => watch.see([measurement]));
}

/** The same, with the state written down and read again before every `cut`-th measurement. */
function findingsAcross(measurements: readonly Measurement[], cut: number): Finding[] {
  let watch = watchHealth({});
  return measurements.flatMap((measurement, at) => {
    if (at % cut === 0) watch = watchHealth({ state: JSON.parse(JSON.stringify(watch.state())) });
    return watch.see([measurement]);
  });
}

describe.each(healthRules)('$name', (rule) => {
  it('says what it means and when it is found, and keeps plain JSON', () => {
    expect(rule.help).toMatch(/^[A-Z].*\.$/s);
    expect(rule.definition).toMatch(/^[A-Z].*\.$/s);
    expect(rule.name).toMatch(/^[a-z]/i);
    expect(JSON.parse(JSON.stringify(rule.start))).toEqual(rule.start);
    expect(healthRules.filter(({ name }) => name === rule.name)).toHaveLength(1);
  });

  it('changes nothing in place, finds its fault and shows it, and says it once', () => {
    const frozen = { ...rule, start: deepFrozen(rule.start), see: (state: unknown, seen: never) => deepFrozen(rule.see(state, seen)) };
    const fault = faults[rule.name];
    const [finding, ...more] = findingsIn([...fault.run, ...fault.run], [frozen]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ rule: rule.name, subject: fault.subject, step: fault.step });
    expect(finding.sentence).toMatch(fault.says);
    const [first] = finding.evidence;
    expect(first).toMatchObject(fault.shown);
  });
});

test('every rule is held here against a run that has its fault', () => {
  expect(Object.keys(faults).sort()).toEqual(healthRules.map(({ name }) => name).sort());
});

const climbing = (at: number) => 500 + 12 * Math.floor(at / 10) * 10 + (at % 10 === 0 ? 0 : 300);
/** For each rule the run in which it must be found, at which step, and what it then shows. */
const faults: Record<string, { run: Measurement[]; subject: string; step: number; says: RegExp; shown: object }> = {
  'loss not finite': {
    run: upTo(9, (step) => points(step, { 'loss/critic': step < 9 ? step : Number.NaN })),
    ...{ subject: 'loss/critic', step: 9, says: /loss\/critic was NaN at step 9, after 8.00 at step 8/ },
    shown: {
      kind: 'series',
      key: 'loss/critic',
      points: [
        [6, 6],
        [7, 7],
        [8, 8],
        [9, Number.NaN],
      ],
    },
  },
  "critic's loss at 0": {
    run: upTo(200, (step) => points(step, { 'critic/estimate': step <= 100 ? 2 : 1e-3 })),
    ...{ subject: 'critic/estimate', step: 150, says: /at 0 from step 101 to 150: now 1.0e-3, at first about 2.0/ },
    shown: {
      kind: 'series',
      key: 'critic/estimate',
      points: [
        [101, 1e-3],
        [150, 1e-3],
      ],
    },
  },
  'discriminator certain': {
    run: upTo(250, (step) => points(step, { 'discriminator/real': 0.999, 'discriminator/generated': step < 30 ? 0.2 : 0.001 })),
    ...{
      subject: 'discriminator',
      step: 142,
      says: /certain: up to step 142 its mean doubt was 0.01\d*; it takes real examples for real with probability 0.999, generated ones with 0.001/,
    },
    shown: { kind: 'series', key: 'discriminator/generated' },
  },
  "generator's gradient vanished": {
    run: upTo(200, (step) => points(step, { 'gradient-norm/generator': step <= 60 ? 3 : 1e-3 })),
    ...{ subject: 'gradient-norm/generator', step: 110, says: /1.0e-3 at step 110, and as small ever since step 61/ },
    shown: {
      kind: 'series',
      key: 'gradient-norm/generator',
      points: [
        [61, 1e-3],
        [110, 1e-3],
      ],
    },
  },
  'coverage falling': {
    run: [1, 7, 8, 8, 8, 7, 5, 5, 4].map((modes, at) => points(100 * at, { modes, 'modes/ideal': 8 })),
    ...{ subject: 'modes', step: 700, says: /modes fell to 5.7 at step 700, from 8 at step 400/ },
    shown: {
      kind: 'series',
      key: 'modes',
      points: [
        [400, 8],
        [500, 7],
        [600, 5],
        [700, 5],
      ],
    },
  },
  'clip saturation': {
    run: [0, 0.4, 0.6, 0.3, 0.6, 0.7].map((share, at) => weights(100 * at, share)),
    ...{ subject: 'critic', step: 500, says: /70 % of the weights critic\/dense2\/kernel lie at the clipping bound ±0.01 at step 500/ },
    shown: { kind: 'distribution', key: 'weights/critic/dense2/kernel', step: 500 },
  },
  'estimate and exact W1 parting': {
    run: upTo(12, (step) => points(step, { w1: 1 - step / 50, 'w1/ideal': 0.1, 'critic/raw': step / 10 })),
    ...{
      subject: 'critic',
      step: 10,
      says: /estimate rose from 0.10 to 1.0 while exact W₁ fell from 0.980 to 0.800 \(rank correlation -1.00\)/,
    },
    shown: { kind: 'series', key: 'critic/raw' },
  },
  'no progress': {
    run: upTo(40, (step) => points(step, { w1: step < 5 ? 2 - step / 10 : 1.9, 'w1/ideal': 0.1 })),
    ...{ subject: 'w1', step: 24, says: /w1 has not come below its 1.60 of step 4 in 20 measurements, up to 1.90 at step 24/ },
    shown: {
      kind: 'series',
      key: 'w1',
      points: [
        [4, 1.6],
        [24, 1.9],
      ],
    },
  },
  'memory climbing': {
    run: upTo(60, (step) => points(step, { 'system/process-memory': climbing(step - 1) })),
    ...{ subject: 'system/process-memory', step: 60, says: /from 500 MiB at step 1 to 1100 MiB at step 51, without ever falling back/ },
    shown: { kind: 'series', key: 'system/process-memory' },
  },
};

test('the corrected estimate that stays below a third of W₁ has parted from it, and one that is W₁ has not', () => {
  const run = (share: number) =>
    upTo(9, (step) => points(step, { w1: 1 / step + 1, 'w1/ideal': 0.1, 'critic/corrected': (share * 1) / step + share }));
  expect(findingsIn(run(0.3))).toMatchObject([{ rule: 'estimate and exact W1 parting', step: 5 }]);
  expect(findingsIn(run(0.5))).toEqual([]);
  // Where both are accidents of two samples, nothing is said.
  expect(
    findingsIn(upTo(50, (step) => points(step, { w1: 0.15, 'w1/ideal': 0.1, 'critic/corrected': 0.001, 'critic/raw': -step }))),
  ).toEqual([]);
});

test('memory that is made once, or falls back when it is collected, does not climb', () => {
  const memory = (at: (step: number) => number) => findingsIn(upTo(600, (step) => points(step, { 'system/process-memory': at(step) })));
  expect(memory((step) => 400 + Math.min(step, 30) * 20)).toEqual([]);
  expect(memory((step) => 400 + ((step * 7) % 100) * 5)).toEqual([]);
  expect(memory((step) => 4000 + step / 10)).toEqual([]);
});

test('nothing is said of a good one: as good as an ideal sampler can be, or still getting better', () => {
  expect(findingsIn(upTo(200, (step) => points(step, { w1: 0.15 + Math.exp(-step), 'w1/ideal': 0.1 })))).toEqual([]);
  expect(findingsIn(upTo(200, (step) => points(step, { w1: 3 * 0.98 ** step + 0.3, 'w1/ideal': 0.1 })))).toEqual([]);
});

test('a pass of a weight through its bound is not saturation, nor is a layer without a bound', () => {
  expect(findingsIn([0.9, 0.2, 0.9, 0.2].map((share, at) => weights(at, share)))).toEqual([]);
  expect(findingsIn([1, 1, 1].map((_, at) => weights(at, null)))).toEqual([]);
});

/** What a sound game looks like: losses and slopes that swing by a factor of twenty, figures that get better with noise. */
const sound = fc
  .array(
    fc.record({
      swing: fc.double({ min: 0.05, max: 1, noNaN: true }),
      sign: fc.boolean(),
      noise: fc.double({ min: 0, max: 0.02, noNaN: true }),
    }),
    {
      minLength: 40,
      maxLength: 160,
    },
  )
  .map((steps) =>
    steps.flatMap(({ swing, sign, noise }, at) => [
      points(at + 1, {
        'loss/critic': sign ? swing : -swing,
        'critic/estimate': swing,
        'loss/generator': sign ? -swing : swing,
        'gradient-norm/generator': 10 * swing,
        'discriminator/real': 0.5 + swing / 3,
        'discriminator/generated': 0.5 - swing / 3,
        'system/process-memory': 300 + 100 * swing,
      }),
      points(at + 1, {
        w1: 2 * 0.97 ** at + 0.1 + noise,
        'w1/ideal': 0.1,
        'critic/raw': 0.97 ** at + noise / 10,
        modes: 6 + 2 * (1 - 0.9 ** at),
      }),
      weights(at + 1, swing / 4),
    ]),
  );

property.prop([sound], { numRuns: 60 })('a sound run is silent, whatever its swings', (measurements) => {
  expect(findingsIn(measurements)).toEqual([]);
});

const wild = fc.oneof(
  fc.double({ min: -2, max: 2 }),
  fc.constantFrom(0, 1e-9, 1e3, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const keys = [
  ...['loss/critic', 'loss/discriminator', 'train/d_loss', 'gradient-norm/generator', 'critic/estimate', 'w1', 'w1/ideal', 'critic/raw'],
  ...['critic/corrected', 'modes', 'recall', 'discriminator/real', 'discriminator/generated', 'val_loss', 'system/other'],
];
const anyRun = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...keys), wild, fc.integer({ min: 1, max: 80 })).map(([key, value, times]) => ({ key, value, times })),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => {
    const made = parts.flatMap((part) => {
      if (typeof part === 'number') return [(step: number) => weights(step, part)];
      return Array.from(
        { length: part.times },
        () => (step: number) => points(step, { [part.key]: part.value, 'loss/critic': part.value }),
      );
    });
    return made.map((make, at) => make(at + 1));
  });

property.prop([anyRun, fc.integer({ min: 1, max: 60 })], { numRuns: 80 })(
  'interrupted anywhere and resumed it finds the same, of wild numbers too; each subject once, at a step that was seen, with evidence',
  (measurements, cut) => {
    const found = findingsIn(measurements);
    // As JSON has it, where −0 is 0.
    expect(JSON.stringify(findingsAcross(measurements, cut))).toBe(JSON.stringify(found));
    const names = found.map(({ rule, subject }) => `${rule} ${subject}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { step, evidence, sentence } of found) {
      expect(measurements.some((measurement) => measurement.step === step)).toBe(true);
      expect(evidence.length).toBeGreaterThan(0);
      expect(sentence).not.toMatch(/undefined|null/);
    }
  },
);

test('a run of twelve thousand losses is watched no more than it can bear', () => {
  const many = Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`loss/${at}`, 1]));
  const watch = watchHealth({});
  watch.see([points(1, many)]);
  expect(JSON.stringify(watch.state()).length).toBeLessThan(20_000);
});

test('a fork remembers the curves it begins with, and finds again what was found of its parent', () => {
  const fault = faults["critic's loss at 0"];
  const parent = watchHealth({});
  expect(parent.see(fault.run.slice(0, 130))).toEqual([]);
  const [early, late] = [unsaid(JSON.parse(JSON.stringify(parent.state()))), parent.see(fault.run.slice(130, 160))];
  expect(watchHealth({ state: early }).see(fault.run.slice(130))).toEqual(late);
  const again = watchHealth({ state: unsaid(JSON.parse(JSON.stringify(parent.state()))) });
  expect(again.see(upTo(60, (step) => points(200 + step, { 'critic/estimate': 0 })))).toMatchObject([
    { rule: "critic's loss at 0", step: 250 },
  ]);
  expect(unsaid(undefined)).toBeUndefined();
});

test('of the process nothing is kept for the next, and the newest samples stand by a finding', () => {
  const watch = watchHealth({});
  watch.see(faults['memory climbing'].run.slice(0, 30));
  expect(watch.state().rules).toEqual({});
  watch.see([{ type: 'sample', step: 7, probe: 'samples', kind: 'points', tensors: {}, meta: {} }]);
  expect(watch.see([points(9, { 'loss/critic': Number.POSITIVE_INFINITY })])[0].evidence).toEqual([
    { kind: 'series', key: 'loss/critic', points: [[9, Number.POSITIVE_INFINITY]] },
    { kind: 'samples', probe: 'samples', step: 7 },
  ]);
});

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    for (const inner of Object.values(value)) deepFrozen(inner);
    Object.freeze(value);
  }
  return value;
}
