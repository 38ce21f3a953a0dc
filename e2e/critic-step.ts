import { buildNetwork, type Layer } from '../app/engine/network.ts';
import { activation, conv, dense, flatten, mlp } from '../app/engine/networks/index.ts';
import { wasserstein } from '../app/engine/objectives/wasserstein.ts';
import { seededRandom } from '../app/engine/random.ts';
import type { DataShape, Player } from '../app/engine/recipe.ts';
import { openSlopeOptimizer } from '../app/engine/recording/slope-optimizer.ts';
import { openSlopeTaker } from '../app/engine/recording/recorded-slopes.ts';
import { gradientPenalty } from '../app/engine/regularizers/gradient-penalty.ts';
import type { Tf } from '../app/engine/tensor.ts';

/** Critics, each the same in step_torch.py. */
export type CriticWork = 'conv28' | 'mlp' | 'conv64';
interface Critic {
  about: string;
  batch: number;
  input: number[];
  layers(): Layer[];
}

const down = (filters: number) => [conv({ filters, kernel: 5, stride: 2 }), activation('leaky-relu')];
const score = () => [flatten(), dense(1, { initial: 'glorot-uniform' })];

export const critics: Record<CriticWork, Critic> = {
  conv28: {
    about: 'a WGAN-GP critic step on 28×28 pictures, batch 64: 5×5 conv 32 and 64, stride 2',
    batch: 64,
    input: [28, 28, 1],
    layers: () => [...down(32), ...down(64), ...score()],
  },
  mlp: {
    about: 'a WGAN-GP critic step on points, batch 256: 2-128-128-1',
    batch: 256,
    input: [2],
    layers: () => mlp({ hidden: [128, 128], output: [1], activation: 'leaky-relu' }),
  },
  conv64: {
    about: 'a WGAN-GP critic step on 64×64×3 pictures with the widths of the DCGAN paper, batch 64: 5×5 conv 64, 128, 256, 512, stride 2',
    batch: 64,
    input: [64, 64, 3],
    layers: () => [...down(64), ...down(128), ...down(256), ...down(512), ...score()],
  },
};

/**
 * One update of a critic by a WGAN-GP game on given examples, the generator no part of it: loss, penalty, gradient of the penalty, Adam.
 * With `replays` it is recorded in its first call and replayed from then on. Gives the loss.
 */
export function criticStep(
  tf: Tf,
  { batch, input, layers }: Omit<Critic, 'about'>,
  { replays }: { replays: boolean },
): () => Promise<number> {
  const random = seededRandom(1);
  const network = buildNetwork({ tf, name: 'critic', random, input, layers: layers() });
  const count = input.reduce((product, side) => product * side, batch);
  const draw = () => Float32Array.from({ length: count }, random.normal);
  const [values, generatedValues] = [draw(), draw()];
  const generated = tf.tensor(generatedValues, [batch, ...input]);
  const player: Player = {
    name: 'critic',
    networks: ['critic'],
    optimizer: { kind: 'adam', rate: 1e-4, beta1: 0.5, beta2: 0.9 },
    batch,
    loss(play) {
      const game = wasserstein.judge(tf, network.apply(play.real), network.apply(generated));
      const { penalty } = gradientPenalty(play, network, generated, { sided: 'two' });
      return { loss: game.add(penalty.mul(10)), also: { estimate: game.neg(), penalty } };
    },
  };
  const { variables } = network;
  const taker = openSlopeTaker({ player, trained: variables, variables, play: { tf, shape: shapeOf(input), latentSize: 0 }, replays });
  const optimizer = openSlopeOptimizer(tf, player.optimizer, variables);
  return async () => {
    const deal = { step: 0, batch, draw: { values, labels: null }, latents: new Float32Array(0), noise: random };
    const taken = await taker.take(deal);
    if (taken.note !== null) throw new Error(taken.note);
    await optimizer.apply(taken, 1);
    taken.dispose();
    return taken.scalars.loss;
  };
}

function shapeOf([size, , channels]: number[]): DataShape {
  return channels === undefined ? { kind: 'points', dimensions: size, classes: null } : { kind: 'pictures', size, channels, classes: null };
}
