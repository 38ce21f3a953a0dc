import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../shared/measurement.ts';
import { resolveConfig } from '../../../shared/resolve-config.ts';
import type { ConfigInput } from '../../../shared/run-config.ts';
import { openBackend } from '../backend.ts';
import { catalogue } from '../catalogue.ts';
import type { Dataset } from '../dataset.ts';
import { madeDataset } from '../datasets/index.ts';
import type { Deal } from './deal.ts';
import { openDealer } from './dealer.ts';
import { type Game, openGame, type StepOutcome } from '../game.ts';
import { seededRandom } from '../random.ts';
import type { Tf } from '../tensor.ts';
import type { Numbers } from '../tensor-data.ts';

describe('a dealer', () => {
  const latent = { size: 2, draw: normals };
  const dealer = (dataset = normalData()) => openDealer({ root: seededRandom(4), dataset, latent });

  test('deals the same whatever was drawn ahead, and stores its streams as if nothing were', () => {
    const [plain, fed] = [dealer(), dealer()];
    for (const [step, batch] of [3, 3, 5, 1, 1, 5, 5].entries()) {
      const [expected, found] = [plain.deal(step, batch), fed.deal(step, batch)];
      expect(dealt(found)).toEqual(dealt(expected));
      expect(found.noise.normal()).toBe(expected.noise.normal());
      // Right at times, wrong at others, and now and then twice.
      for (let drawn = 0; drawn <= step % 3; drawn += 1) fed.drawAhead(3 + drawn);
      expect(fed.states()).toEqual(plain.states());
    }
  });

  test('what was drawn ahead is dropped by who restores', () => {
    const [plain, fed] = [dealer(), dealer()];
    const start = fed.states();
    plain.deal(0, 3);
    fed.deal(0, 3);
    fed.drawAhead(3);
    for (const each of [plain, fed]) each.restore(start);
    expect(dealt(fed.deal(0, 3))).toEqual(dealt(plain.deal(0, 3)));
  });

  test('data that can’t be drawn says so in its turn, not before', () => {
    let draws = 0;
    const failing = normalData(() => {
      draws += 1;
      if (draws > 1) throw new Error(`draw ${draws} failed`);
    });
    const fed = dealer(failing);
    fed.deal(0, 3);
    const states = fed.states();
    fed.drawAhead(3);
    expect(fed.states()).toEqual(states);
    expect(() => fed.deal(1, 3)).toThrow('draw 3 failed');
  });
});

describe('a game far from here', () => {
  let tf: Tf;
  let backend: { isFar?: boolean; read(dataId: object): Promise<Numbers> };
  beforeAll(async () => {
    ({ tf } = await openBackend('cpu', {}));
    backend = tf.backend() as unknown as typeof backend;
    backend.isFar = true;
  });
  afterAll(() => {
    delete backend.isFar;
  });

  const mlps = { batch: 8, generatorWidth: 6, generatorDepth: 1, criticWidth: 6, criticDepth: 1, criticSteps: 2 };
  const volumes = { batch: 2, generatorWidth: 1, discriminatorWidth: 1, latentSize: 2, mostAccuracy: 0.5, discriminatorRate: 0.05 };
  const codes = { batch: 6, codecBatch: 4, codecSteps: 3, generatorWidth: 4, generatorDepth: 1, codeSize: 2 };
  const wild = { ...mlps, criticRate: 10, generatorRate: 10, optimizer: 'sgd', lambda: 1000 };

  test.each<[string, ConfigInput, number]>([
    ['several updates a step, noise within the loss', { recipe: 'wgan-gp', dataset: 'ring8', params: mlps }, 6],
    ['a player that waits', { recipe: 'gan-3d', dataset: { name: 'solids', params: { size: '8' } }, params: volumes }, 6],
    ['players of other batches', { recipe: 'gmmn-codes', dataset: 'ring8', params: codes }, 6],
    ['updates left out', { recipe: 'wgan-gp', dataset: 'ring8', params: wild, onNonFinite: 'continue' }, 8],
    ['an end before its time', { recipe: 'wgan-gp', dataset: 'ring8', params: wild, onNonFinite: 'end' }, 8],
  ])('fed ahead has the numbers of one that is not, from a checkpoint too: %s', async (what, input, steps) => {
    const plain = await played({ input, steps, feedsAhead: false });
    const fed = await played({ input, steps });
    expect(fed.outcomes).toEqual(plain.outcomes);
    expect(fed.snapshots).toEqual(plain.snapshots);
    expect(Math.max(...fed.draws)).toBeGreaterThan(0);
    expect(plain.draws).toEqual(plain.draws.map(() => 0));
    const middle = steps >> 1;
    const resumed = await played({ input, steps, from: fed.snapshots[middle - 1] });
    expect(resumed.outcomes).toEqual(plain.outcomes.slice(middle));
    expect(resumed.snapshots).toEqual(plain.snapshots.slice(middle));
    expect(fed.outcomes.some(({ nonFinite }) => nonFinite !== null)).toBe(input.onNonFinite !== undefined);
    if (what === 'a player that waits') {
      const moved = fed.outcomes.filter(({ values }) => 'loss/discriminator' in values).length;
      expect(moved).toBeGreaterThan(0);
      expect(moved).toBeLessThan(steps);
    }
  });

  test('draws the next batch while this one is read, the last update none', async () => {
    const { draws, allDraws } = await played({ input: { recipe: 'wgan-gp', dataset: 'ring8', params: mlps }, steps: 3 });
    expect(draws).toEqual([3, 3, 2]);
    expect(allDraws).toBe(9);
  });

  test('near, nothing is drawn before its turn', async () => {
    delete backend.isFar;
    const { draws, allDraws } = await played({ input: { recipe: 'wgan-gp', dataset: 'ring8', params: mlps }, steps: 3 }).finally(() => {
      backend.isFar = true;
    });
    expect(draws).toEqual([0, 0, 0]);
    expect(allDraws).toBe(9);
  });

  /** `draws`: by step, how many batches were drawn while numbers were read back by a device that takes its time. */
  async function played(of: { input: ConfigInput; steps: number; feedsAhead?: boolean; from?: Snapshot }) {
    const resolved = resolveConfig(catalogue('0', []), { ...of.input, steps: of.steps });
    if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
    const { config } = resolved;
    const dataset = madeDataset(config.dataset.name).open({ params: config.dataset.params, seed: config.seed });
    const found = {
      outcomes: [] as Pick<StepOutcome, 'values' | 'nonFinite'>[],
      snapshots: [] as Snapshot[],
      draws: [] as number[],
      allDraws: 0,
    };
    let [reads, during] = [0, 0];
    const draw: Dataset['draw'] = (random, count) => {
      if (reads > 0) during += 1;
      found.allDraws += 1;
      return dataset.draw(random, count);
    };
    const game = openGame({ tf, config, dataset: { ...dataset, draw }, feedsAhead: of.feedsAhead });
    if (of.from !== undefined) game.restore(of.from);
    const { read } = backend;
    backend.read = async (dataId) => {
      reads += 1;
      const numbers = await read.call(backend, dataId);
      await new Promise(setImmediate);
      reads -= 1;
      return numbers;
    };
    try {
      await play(game);
    } finally {
      backend.read = read;
      game.dispose();
    }
    return found;

    async function play({ play: playOnce, snapshot }: Game): Promise<void> {
      while (game.step < of.steps) {
        during = 0;
        const outcome = await playOnce({ keepGradients: game.step % 2 === 0 });
        found.draws.push(during);
        found.outcomes.push({ values: outcome.values, nonFinite: outcome.nonFinite });
        outcome.dispose();
        found.snapshots.push(structuredClone(await snapshot()));
      }
    }
  }
});

function normalData(before: () => void = () => undefined): Dataset {
  const draw: Dataset['draw'] = (random, count) => {
    before();
    return { values: normals(random, count), labels: null };
  };
  const said = { examples: null, classes: null, notes: [], region: [-1, 1, -1, 1] as [number, number, number, number], modes: null };
  return { kind: 'points', dimensions: 1, ...said, draw };
}

/** An odd number of normals leaves one of a pair for later. */
function normals(random: { normal(): number }, count: number): Float32Array {
  return Float32Array.from({ length: count }, () => random.normal());
}

function dealt({ step, batch, draw, latents }: Deal) {
  return { step, batch, draw, latents };
}
