import { beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../shared/health-rule.ts';
import { watchHealth } from '../../shared/health-watch.ts';
import type { Measurement } from '../../shared/measurement.ts';
import { resolveConfig } from '../../shared/resolve-config.ts';
import type { ConfigInput, RunConfig } from '../../shared/run-config.ts';
import { openBackend } from './backend.ts';
import { catalogue } from './catalogue.ts';
import type { Dataset } from './dataset.ts';
import { madeDataset } from './datasets/index.ts';
import { openGame } from './game.ts';
import { criticEstimate } from './metrics/critic-estimate.ts';
import { exactW1 } from './metrics/exact-w1.ts';
import { modeCoverage } from './metrics/mode-coverage.ts';
import { contextOf } from './metrics/test-context.ts';
import { seededRandom } from './random.ts';
import type { Tf } from './tensor.ts';
import { openSession } from './train.ts';

/** Real runs, made to have a fault or to have none; the rules themselves are held in shared/health-rules. */
let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('wasm', {}));
});

const still = { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 0, checkpointEvery: 0 };
const critics = { batch: 16, generatorWidth: 12, criticWidth: 12, criticSteps: 1 };

function setting(input: ConfigInput): { config: RunConfig; dataset: Dataset } {
  const resolved = resolveConfig(catalogue('0', []), { recording: still, ...input });
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  const { config } = resolved;
  return { config, dataset: madeDataset(config.dataset.name).open({ params: config.dataset.params, seed: config.seed }) };
}

async function found(input: ConfigInput): Promise<{ findings: Finding[]; ending: string; measurements: Measurement[] }> {
  const session = await openSession({ tf, ...setting(input), from: null });
  const measurements: Measurement[] = [];
  const run = session.run();
  for (;;) {
    const next = await run.next();
    if (next.done) {
      session.dispose();
      return { findings: measurements.filter((one) => one.type === 'finding'), ending: next.value.sentence, measurements };
    }
    measurements.push(...next.value.measurements);
  }
}
const rulesOf = (findings: Finding[]) => [...new Set(findings.map(({ rule }) => rule))];

test('a loss that is poisoned is found at the step that ended the run', async () => {
  const { findings, ending } = await found({
    ...{ recipe: 'wgan-gp', dataset: 'ring8', steps: 50 },
    params: { ...critics, criticRate: 10, generatorRate: 10, optimizer: 'sgd', lambda: 1000 },
  });
  expect(rulesOf(findings)).toEqual(['loss not finite']);
  expect(ending).toContain(`in step ${findings[0].step} `);
});

test('a critic that has died stays at 0 and leaves the generator no gradient', async () => {
  const { findings } = await found({
    ...{ recipe: 'wgan-gp', dataset: 'mixture-1d', steps: 70 },
    params: { ...critics, generatorWidth: 8, criticWidth: 8, criticRate: 10, generatorRate: 10 },
  });
  expect(rulesOf(findings).sort()).toEqual(["critic's loss at 0", "generator's gradient vanished"]);
});

test('a clipped critic’s weights end at the bound, and the run ends by that where the config asks; resumed it goes on', async () => {
  const input: ConfigInput = {
    ...{ recipe: 'wgan', dataset: 'mixture-1d', steps: 60, params: critics },
    recording: { ...still, distributionsEvery: 10 },
    stop: { test: 'health', rules: ['loss not finite', 'clip saturation'] },
  };
  const session = await openSession({ tf, ...setting(input), from: null });
  const run = session.run();
  let ending = '';
  for (let next = await run.next(); ; next = await run.next()) {
    if (!next.done) continue;
    ending = next.value.sentence;
    break;
  }
  expect(ending).toMatch(
    /^The stop rule held at step \d+: clip saturation. \d+ % of the weights critic\/dense\d\/kernel lie at the clipping bound ±0.01 at step \d+.$/,
  );
  expect(session.step).toBeLessThan(60);
  const snapshot = await session.snapshot();
  const onward = await openSession({ tf, ...setting(input), from: { ...snapshot, state: JSON.parse(JSON.stringify(snapshot.state)) } });
  const rest = onward.run();
  let last = '';
  for (let next = await rest.next(); last === ''; next = await rest.next()) if (next.done) last = next.value.sentence;
  expect(last).toBe('All 60 steps are done.');
  for (const one of [session, onward]) one.dispose();
});

test('a discriminator that nobody answers becomes certain', async () => {
  const { findings } = await found({
    ...{ recipe: 'gan', dataset: 'ring8', steps: 250 },
    params: { batch: 32, generatorWidth: 8, discriminatorWidth: 32, discriminatorRate: 0.02, generatorRate: 1e-7, discriminatorSteps: 3 },
  });
  expect(rulesOf(findings)).toContain('discriminator certain');
});

test('games in balance are silent', async () => {
  const gp = await found({
    recipe: 'wgan-gp',
    dataset: 'ring8',
    steps: 120,
    recording: { ...still, distributionsEvery: 30 },
    params: critics,
  });
  expect(gp.findings).toEqual([]);
  const params = { batch: 32, generatorWidth: 16, discriminatorWidth: 16 };
  expect((await found({ recipe: 'gan-non-saturating', dataset: 'ring8', steps: 150, params })).findings).toEqual([]);
});

/** Real training, measured by the metrics that the rule asks and no others: a whole measurement takes longer than the steps between. */
async function measured(input: ConfigInput, every: number, metrics = [exactW1, criticEstimate]): Promise<Finding[]> {
  const { config, dataset } = setting(input);
  const game = openGame({ tf, config, dataset });
  const watch = watchHealth({});
  const findings: Finding[] = [];
  const random = seededRandom(3);
  const { model } = game;
  const made = async (count: number) => {
    const examples = tf.tidy(() => model.generate!(tf.tensor(model.latent.draw(random, count), [count, model.latent.size])));
    const values = (await examples.data()) as Float32Array;
    examples.dispose();
    return values;
  };
  const score = async (values: Float32Array) => {
    const width = dataset.kind === 'points' ? dataset.dimensions : 1;
    const scores = tf.tidy(() => model.score!(tf.tensor(values, [values.length / width, width])).mean());
    const [mean] = await scores.data();
    scores.dispose();
    return mean;
  };
  const critic = {
    estimate: async (real: Float32Array, generated: Float32Array) => (await score(real)) - (await score(generated)),
    penaltyWeight: model.penaltyWeight ?? null,
  };
  while (game.step < config.steps) {
    const outcome = await game.play({ keepGradients: false });
    outcome.dispose();
    if (game.step % every !== 0) continue;
    const values: Record<string, number> = {};
    for (const metric of metrics)
      Object.assign(values, await metric.measure(contextOf(tf, dataset, model, { random, generated: made, critic })));
    findings.push(...watch.see([{ type: 'points', step: game.step, values }]));
  }
  game.dispose();
  return findings;
}

test('while clipped weights run to their bounds the estimate rises and the distance falls', async () => {
  const findings = await measured({ recipe: 'wgan', dataset: 'mixture-1d', steps: 180, params: { ...critics, criticSteps: 2 } }, 12);
  expect(rulesOf(findings)).toEqual(['estimate and exact W1 parting']);
  expect(findings[0].sentence).toMatch(/estimate rose from .* while exact W₁ fell from/);
});

test('a generator that stands still makes no progress', async () => {
  const findings = await measured({ recipe: 'wgan-gp', dataset: 'mixture-1d', steps: 75, params: { ...critics, generatorRate: 1e-9 } }, 3, [
    exactW1,
  ]);
  expect(rulesOf(findings)).toEqual(['no progress']);
});

test('a generator that runs from mode to mode loses what it had found', async () => {
  const params = {
    ...{ batch: 32, generatorWidth: 24, criticWidth: 24, criticSteps: 2 },
    clip: 0.05,
    criticRate: 0.001,
    generatorRate: 0.002,
  };
  expect(rulesOf(await measured({ recipe: 'wgan', dataset: 'ring8', steps: 100, params }, 10, [modeCoverage]))).toEqual([
    'coverage falling',
  ]);
});

test('a WGAN-GP that learns is silent', async () => {
  const params = { batch: 32, criticSteps: 5, criticWidth: 24, generatorWidth: 24, criticRate: 1e-3 };
  const input: ConfigInput = { recipe: 'wgan-gp', dataset: 'mixture-1d', steps: 200, params };
  expect(await measured(input, 20, [exactW1, criticEstimate, modeCoverage])).toEqual([]);
});
