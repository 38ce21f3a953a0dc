import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import type { Deal } from '../dealing/deal.ts';
import { buildNetwork } from '../network.ts';
import { activation, conv, dense, flatten } from '../networks/index.ts';
import { seededRandom } from '../random.ts';
import type { Play, Player } from '../recipe.ts';
import { openSlopeTaker, type SlopeTaker } from '../recording/recorded-slopes.ts';
import { tapeTools } from '../recording/tape-tools.ts';
import { gradientPenalty } from '../regularizers/gradient-penalty.ts';
import type { Tf } from '../tensor.ts';
import type { PlannedBackend } from './planned-outputs.ts';

let tf: Tf;
let backend: PlannedBackend & { numDataIds(): number };
beforeAll(async () => {
  ({ tf } = await openBackend('wasm', {}));
  backend = tf.backend() as unknown as typeof backend;
});

/** A critic with a penalty on its gradient, given one batch after another. */
function openCritic(batchAt: (update: number) => number = () => 3) {
  const random = seededRandom(4);
  const layers = [conv({ filters: 4, kernel: 3, stride: 2 }), activation('leaky-relu'), flatten(), dense(1, { initial: 'glorot-uniform' })];
  const network = buildNetwork({ tf, name: 'critic', random, input: [6, 6, 2], layers });
  const player: Player = {
    name: 'critic',
    networks: ['critic'],
    optimizer: { kind: 'sgd', rate: 0.1 },
    batch: 3,
    loss(play: Play) {
      const { penalty } = gradientPenalty(play, network, play.normal(play.real.shape), { sided: 'two' });
      return { loss: network.apply(play.real).mean().add(penalty).asScalar(), also: { penalty } };
    },
  };
  const { variables } = network;
  const shape = { kind: 'pictures', size: 6, channels: 2, classes: null } as const;
  const taker = openSlopeTaker({ player, trained: variables, variables, play: { tf, shape, latentSize: 0 }, replays: true });
  let update = 0;
  const next = (): Deal => {
    const batch = batchAt(update);
    update += 1;
    const values = Float32Array.from({ length: batch * 72 }, random.normal);
    return { step: update, batch, draw: { values, labels: null }, latents: new Float32Array(0), noise: random };
  };
  return {
    taker,
    next,
    dispose() {
      taker.dispose();
      for (const { variable } of variables) variable.dispose();
    },
  };
}

async function numbersOf(taker: SlopeTaker, deal: Deal): Promise<number[]> {
  const taken = await taker.take(deal);
  const numbers = [...Object.values(taken.scalars), ...Object.values(taken.gradients()).flatMap((gradient) => [...gradient])];
  expect(taken.note).toBeNull();
  taken.dispose();
  return numbers;
}

/** What `run` asks of the heap, and gives back. */
async function counted(run: () => Promise<unknown>): Promise<{ allocated: number; freed: number }> {
  const { _malloc, _free } = backend.wasm;
  const counts = { allocated: 0, freed: 0 };
  backend.wasm._malloc = (bytes) => {
    counts.allocated += 1;
    return _malloc(bytes);
  };
  backend.wasm._free = (address) => {
    if (address !== 0) counts.freed += 1;
    _free(address);
  };
  try {
    await run();
  } finally {
    Object.assign(backend.wasm, { _malloc, _free });
  }
  return counts;
}

async function played(tools: typeof tapeTools.wasm, critic: ReturnType<typeof openCritic>, updates: number): Promise<number[][]> {
  const usual = tapeTools.wasm;
  tapeTools.wasm = tools;
  const numbers: number[][] = [];
  for (let at = 0; at < updates; at += 1) numbers.push(await numbersOf(critic.taker, critic.next()));
  tapeTools.wasm = usual;
  return numbers;
}

test('a replayed update asks the heap for nothing, and gives the numbers of one that does', async () => {
  const held = backend.numDataIds();
  const critic = openCritic();
  const numbers = await played(tapeTools.wasm, critic, 17);
  const asked = await counted(async () => numbers.push(...(await played(tapeTools.wasm, critic, 20))));
  expect(asked).toEqual({ allocated: 0, freed: 0 });
  const other = openCritic();
  expect(await played(undefined, other, 37)).toEqual(numbers);
  critic.dispose();
  other.dispose();
  expect(backend.numDataIds()).toBe(held);
});

test('batches of two sizes lie in one memory in turn, which is given back with the last', async () => {
  const sizes = (update: number) => (update % 2 === 0 ? 3 : 5);
  const critic = openCritic(sizes);
  const other = openCritic(sizes);
  const before = backend.numDataIds();
  const taken = await counted(async () => {
    const numbers = await played(tapeTools.wasm, critic, 40);
    critic.taker.dispose();
    expect(await played(undefined, other, 40)).toEqual(numbers);
    other.taker.dispose();
  });
  expect(backend.numDataIds()).toBe(before);
  // A kernel's own room may grow and stays.
  expect(taken.allocated - taken.freed).toBeLessThanOrEqual(1);
});

test('what one update left is untouched while another is played', async () => {
  const critic = openCritic();
  await played(tapeTools.wasm, critic, 5);
  const deal = critic.next();
  const again = () => ({ ...deal, noise: seededRandom(8) });
  const alone = await numbersOf(critic.taker, again());
  const first = await critic.taker.take(again());
  const other = openCritic();
  const numbers = await played(tapeTools.wasm, other, 3);
  expect([...Object.values(first.scalars), ...Object.values(first.gradients()).flatMap((gradient) => [...gradient])]).toEqual(alone);
  first.dispose();
  const apart = openCritic();
  expect(await played(undefined, apart, 3)).toEqual(numbers);
  for (const each of [critic, other, apart]) each.dispose();
});
