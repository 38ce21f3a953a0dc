import { beforeAll, describe as group, expect, test } from 'vitest';
import type { Measurement } from '../../shared/measurement.ts';
import { resolveConfig } from '../../shared/resolve-config.ts';
import type { ConfigInput, RunConfig } from '../../shared/run-config.ts';
import { openBackend } from './backend.ts';
import { catalogue } from './catalogue.ts';
import { madeDataset } from './datasets/index.ts';
import type { Dataset } from './dataset.ts';
import type { Tf } from './tensor.ts';
import { describe, openGenerator, openSession, type Ending, type Session } from './train.ts';

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('cpu', {}));
});

const still = { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 0 };
const tiny = { batch: 8, generatorWidth: 6, generatorDepth: 1, criticWidth: 6, criticDepth: 1, criticSteps: 1 };

test('one report a step, and one of the start', async () => {
  const { reports, ending } = await drain(await sessionOf({ steps: 3, recording: { ...still, checkpointEvery: 2 } }));
  expect(reports.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
  expect(reports.map(({ checkpointDue }) => checkpointDue)).toEqual([false, false, true, false]);
  expect(Object.keys(valuesAt(reports[1].measurements)).toSorted()).toEqual([
    'critic/estimate',
    'critic/penalty',
    'critic/slope',
    'gradient-norm/critic',
    'gradient-norm/generator',
    'loss/critic',
    'loss/generator',
  ]);
  expect(ending).toEqual({ as: 'finished', sentence: 'All 3 steps are done.' });
});

test('records points at their interval, the first and the last step always', async () => {
  const { reports } = await drain(await sessionOf({ steps: 7, recording: { ...still, pointsEvery: 3 } }));
  expect(reports.filter(({ measurements }) => measurements.length > 0).map(({ step }) => step)).toEqual([1, 3, 6, 7]);
});

test('looking more often changes no number of the training', async () => {
  const quiet = await drain(await sessionOf({ steps: 4, recording: still }));
  const watched = await drain(
    await sessionOf({ steps: 4, recording: { metricsEvery: 2, distributionsEvery: 1, samplesEvery: 1, checkpointEvery: 1 } }),
  );
  const losses = (reports: typeof quiet.reports) => reports.map(({ measurements }) => valuesAt(measurements)['loss/critic']);
  expect(losses(watched.reports)).toEqual(losses(quiet.reports));
  expect(watched.reports[2].measurements.length).toBeGreaterThan(quiet.reports[2].measurements.length);
});

test('stops by its rule, and counts on after a resume', async () => {
  const stop = { series: 'gradient-norm/critic', is: 'above', value: 0, times: 3 } as const;
  const whole = await drain(await sessionOf({ steps: 9, recording: still, stop }));
  expect(whole.reports.at(-1)?.step).toBe(3);
  expect(whole.ending.sentence).toMatch(/^The stop rule held at step 3: gradient-norm\/critic was above 0 3 times on end/);

  const first = await sessionOf({ steps: 9, recording: still, stop });
  const run = first.run();
  for (let step = 0; step <= 2; step += 1) await run.next();
  const rest = await drain(
    await sessionOf({ steps: 9, recording: still, stop }, JSON.parse(JSON.stringify((await first.snapshot()).state)), first),
  );
  expect(rest.reports.map(({ step }) => step)).toEqual([3]);
});

test('stops where the test can’t tell samples from data at its level, and says so', async () => {
  const every = { ...still, metricsEvery: 1 };
  const never = await drain(await sessionOf({ steps: 4, recording: every, stop: { test: 'mmd2', level: 0.5, times: 2 } }));
  expect(never.ending.sentence).toBe('All 4 steps are done.');
  const p = never.reports.map(({ measurements }) => valuesAt(measurements)['mmd2-mixture/p']);
  expect(Math.max(...p)).toBeLessThan(0.01);
});

test('says once where rates have fallen to nothing before the end', async () => {
  const params = { batch: 8, generatorWidth: 6, discriminatorWidth: 6, generatorDepth: 1, discriminatorDepth: 1, decaySteps: 2 };
  const of = async (steps: number) => {
    const { reports } = await drain(await sessionOf({ recipe: 'gan-non-saturating', steps, recording: still, params }));
    return reports.flatMap(({ measurements }) => measurements.filter(({ type }) => type === 'note'));
  };
  expect(await of(2)).toEqual([]);
  expect(await of(5)).toMatchObject([
    { step: 3, level: 'warning', sentence: expect.stringContaining('Every learning rate is 0 from step 3 on') },
  ]);
});

group('a loss that is not finite', () => {
  const poisoned: Partial<ConfigInput> = { params: { ...tiny, criticRate: 10, generatorRate: 10, optimizer: 'sgd', lambda: 1000 } };

  test('is recorded and ends the run with the reason', async () => {
    const { reports, ending } = await drain(await sessionOf({ steps: 50, recording: { ...still, pointsEvery: 50 }, ...poisoned }));
    expect(ending.as).toBe('failed');
    expect(ending.sentence).toMatch(/^The (loss|gradient) of the (critic|generator) was (NaN|Infinity|-Infinity) in step \d+/);
    const last = reports.at(-1)!.measurements;
    expect(Object.values(valuesAt(last)).some((value) => !Number.isFinite(value))).toBe(true);
    // The end says why; a note beside it would say it twice in the log.
    expect(last.some((measurement) => measurement.type === 'note')).toBe(false);
  });

  test('goes on without the update where the config asks', async () => {
    const { reports, ending } = await drain(await sessionOf({ steps: 50, recording: still, onNonFinite: 'continue', ...poisoned }));
    expect(ending.as).toBe('finished');
    expect(reports.at(-1)?.step).toBe(50);
    const warnings = reports.flatMap(({ measurements }) => measurements.filter(({ type }) => type === 'note'));
    expect(warnings.length).toBeGreaterThan(0);
  });
});

group('a fork', () => {
  test('takes other rates, and starts another optimiser afresh with a note', async () => {
    const parent = await trained({ steps: 2 });
    const { config, dataset } = setting({ steps: 3, recording: still, params: { ...tiny, optimizer: 'rmsprop' } });
    const { reports } = await drain(await openSession({ tf, config, dataset, from: parent }));
    const notes = reports[0].measurements.filter(({ type }) => type === 'note');
    expect(notes.map((note) => 'sentence' in note && note.sentence)).toEqual([
      "The critic starts with a fresh rmsprop optimiser: the checkpoint's was adam.",
      "The generator starts with a fresh rmsprop optimiser: the checkpoint's was adam.",
    ]);
  });

  test('of a run from before there were all of today’s params goes on, and says with what', async () => {
    const parent = await trained({ steps: 2 });
    const { config, dataset } = setting({ steps: 3, recording: still });
    const { lambda, beta1, ...kept } = config.params;
    const { reports, ending } = await drain(
      await openSession({ tf, config: { ...config, params: { ...kept, gone: 7 } }, dataset, from: parent }),
    );
    expect(ending.as).toBe('finished');
    const notes = reports[0].measurements.filter(({ type }) => type === 'note');
    expect(notes.map((note) => 'sentence' in note && note.sentence)).toEqual([
      `This run was started before wgan-gp had all its params; it goes on with lambda: ${lambda}, beta1: ${beta1}.`,
      'wgan-gp no longer has gone; the run goes on without.',
    ]);
    const whole = await drain(await openSession({ tf, config, dataset, from: parent }));
    expect(valuesAt(reports[0].measurements)).toEqual(valuesAt(whole.reports[0].measurements));
  });

  test('refuses networks of another shape, naming the tensor', async () => {
    const parent = await trained({ steps: 1 });
    const { config, dataset } = setting({ steps: 3, params: { ...tiny, criticWidth: 7 } });
    await expect(openSession({ tf, config, dataset, from: parent })).rejects.toThrow(
      'The checkpoint does not fit this config. Its critic/dense1/kernel has shape [2,6] where these networks have [2,7]',
    );
  });

  test('says what of the data has changed where that is why the networks are others', async () => {
    const cgan = (dataset: string) => setting({ recipe: 'cgan', dataset, steps: 3, params: {}, recording: still });
    const before = cgan('ring8');
    const parent = await openSession({ tf, ...before, from: null });
    const snapshot = await parent.snapshot();
    parent.dispose();
    await expect(openSession({ tf, ...cgan('grid25'), from: snapshot })).rejects.toThrow(
      'The checkpoint does not fit this data: classes were 8 and are 25.',
    );
  });
});

test('a run that can’t be replayed has the same numbers and says why, once for each player', async () => {
  const trained = async () => {
    const { reports } = await drain(await sessionOf({ steps: 6, recording: still }));
    const measurements = reports.flatMap((report) => report.measurements);
    return { points: measurements.filter(({ type }) => type === 'points'), notes: measurements.filter(({ type }) => type === 'note') };
  };
  const replayed = await trained();
  const sqrt = tf.getKernel('Sqrt', 'cpu');
  const stock = sqrt.kernelFunc;
  sqrt.kernelFunc = (call) => {
    tf.tidy(() => tf.neg(1));
    return stock(call);
  };
  const computed = await trained().finally(() => {
    sqrt.kernelFunc = stock;
  });
  expect(replayed.notes).toEqual([]);
  expect(computed.points).toEqual(replayed.points);
  expect(computed.notes).toEqual([
    {
      type: 'note',
      step: 1,
      level: 'warning',
      sentence:
        'The updates of the critic are computed operation by operation, not replayed from a recording: the kernel Sqrt of this backend calls others by way of tfjs.',
    },
  ]);
});

test('a penalty refuses a critic with batch norm', async () => {
  const { config, dataset } = setting({});
  const crossed = { ...config, params: { ...config.params, criticNorm: 'batch' } };
  await expect(openSession({ tf, config: crossed, dataset, from: null })).rejects.toThrow(
    /gradient penalty differentiates the critic twice/,
  );
});

test('a generator opens from a snapshot alone', async () => {
  const { config } = setting({});
  const snapshot = await trained({ steps: 2 });
  const before = tf.memory().numTensors;
  const generator = await openGenerator({ tf, config, snapshot, openDataset: async () => setting({}).dataset });
  const latents = { shape: [2, 2], data: Float32Array.of(0, 1, -1, 0.5) };
  const { points } = await generator.generate(latents, null);
  expect(points.shape).toEqual([2, 2]);
  expect((await generator.generate(latents, null)).points).toEqual(points);
  await expect(generator.generate({ shape: [1, 3], data: new Float32Array(3) }, null)).rejects.toThrow(/latents of shape \[n,2\]/);
  generator.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('a generator of pictures gives pixels', async () => {
  const input = { recipe: 'wgan-gp', dataset: { name: 'stroke-digits', params: { size: 16 } } };
  const { config, dataset } = setting({ ...input, params: { batch: 2, generatorWidth: 2, criticWidth: 2, latentSize: 3 } });
  const session = await openSession({ tf, config, dataset, from: null });
  const generator = await openGenerator({ tf, config, snapshot: await session.snapshot(), openDataset: async () => dataset });
  const { pixels } = await generator.generate({ shape: [3, 3], data: new Float32Array(9) }, null);
  expect(pixels.shape).toEqual([3, 16, 16, 1]);
  expect(pixels.data).toBeInstanceOf(Uint8Array);
  expect(generator.output).toEqual({ kind: 'pictures', size: 16, channels: 1 });
});

test('describes the networks and runs real steps', async () => {
  const before = tf.memory().numTensors;
  const described = describe({ tf, ...setting({}) });
  expect(described.networks.map(({ name, parameters }) => ({ name, parameters }))).toEqual([
    { name: 'critic', parameters: 2 * 6 + 6 + 6 + 1 },
    { name: 'generator', parameters: 2 * 6 + 6 + 6 * 2 + 2 },
  ]);
  await described.step();
  expect(described.tensorBytes()).toBeGreaterThan(0);
  described.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

function setting(input: Partial<ConfigInput>): { config: RunConfig; dataset: Dataset } {
  const resolved = resolveConfig(catalogue('0', []), { recipe: 'wgan-gp', dataset: 'ring8', params: tiny, ...input });
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  const { config } = resolved;
  const dataset = madeDataset(config.dataset.name).open({ params: config.dataset.params, seed: config.seed });
  return { config, dataset };
}

async function sessionOf(input: Partial<ConfigInput>, state?: Record<string, unknown>, from?: Session): Promise<Session> {
  const snapshot = from === undefined || state === undefined ? null : { ...(await from.snapshot()), state };
  return openSession({ tf, ...setting(input), from: snapshot });
}

async function trained(input: Partial<ConfigInput>) {
  const session = await sessionOf({ recording: still, ...input });
  await drain(session, false);
  const snapshot = await session.snapshot();
  session.dispose();
  return snapshot;
}

async function drain(session: Session, disposes = true) {
  const reports: { step: number; measurements: Measurement[]; checkpointDue: boolean }[] = [];
  const run = session.run();
  let ending: Ending | undefined;
  while (ending === undefined) {
    const next = await run.next();
    if (next.done) ending = next.value;
    else reports.push(next.value);
  }
  if (disposes) session.dispose();
  return { reports, ending };
}

function valuesAt(measurements: Measurement[]): Record<string, number> {
  return Object.assign({}, ...measurements.map((measurement) => (measurement.type === 'points' ? measurement.values : {})));
}
