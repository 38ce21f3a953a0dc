import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openBackend } from '../../app/engine/backend.ts';
import { buildNetwork, type Layer } from '../../app/engine/network.ts';
import { activation, conv, dense, flatten, mlp } from '../../app/engine/networks/index.ts';
import { wasserstein } from '../../app/engine/objectives/wasserstein.ts';
import { openOptimizer } from '../../app/engine/optimizer.ts';
import { seededRandom } from '../../app/engine/random.ts';
import type { DataShape, Player } from '../../app/engine/recipe.ts';
import { openSlopeTaker } from '../../app/engine/recording/recorded-slopes.ts';
import { gradientPenalty } from '../../app/engine/regularizers/gradient-penalty.ts';
import type { Tf } from '../../app/engine/tensor.ts';
import { nodeBackendHome } from '../../app/trainer/node-home.ts';
import type { Bench } from '../bench.ts';

/**
 * One update of a WGAN-GP critic on pictures: loss, penalty, gradient of the penalty, Adam. Real and generated examples are
 * given, the generator is not part of it. 28×28 → 5×5 conv 32 stride 2 → 5×5 conv 64 stride 2 → dense 1, leaky relu.
 */
export const stepConv28: Bench = {
  name: 'step.conv28.wasm',
  about: 'a WGAN-GP critic step on 28×28 pictures, batch 64',
  async run(print) {
    const { tf, device } = await openBackend('wasm', nodeBackendHome);
    const times = await stepTimes(tf, { batch: 64, warm: 5, steps: 40 });
    const wasm = median(times);
    const torch = torchTime();
    if (torch !== null) {
      print({
        name: 'step.conv28.wasm',
        value: wasm / 1000,
        unit: 's',
        against: `PyTorch ${torch.version}, one thread`,
        ratio: wasm / 1000 / torch.seconds,
        note: `the same step there ${torch.seconds.toFixed(3)} s; median of 40 each`,
      });
    }
    const cpu = await openBackend('cpu', nodeBackendHome);
    const [cpuTime] = await stepTimes(cpu.tf, { batch: 2, warm: 0, steps: 1 });
    const scaled = cpuTime! * 32;
    print({
      name: 'step.conv28.wasm',
      value: wasm / 1000,
      unit: 's',
      against: 'the cpu backend of tfjs',
      ratio: wasm / scaled,
      note: `batch 64; median of 40 (fastest ${(Math.min(...times) / 1000).toFixed(3)}), ${device}; cpu ${(scaled / 1000).toFixed(1)} s from one step with batch 2, times 32`,
    });
  },
};

/** Of the Python that GANYMEDE_PYTHON names, or python3; null where it has no PyTorch. */
function torchTime(): { seconds: number; version: string } | null {
  const script = fileURLToPath(new URL('step_torch.py', import.meta.url));
  const { status, stdout } = spawnSync(process.env.GANYMEDE_PYTHON || 'python3', [script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (status !== 0) return null;
  const [seconds, version] = stdout.trim().split(' ');
  return { seconds: Number(seconds), version };
}

/** Tensors held after the first and the last of 10,000 critic steps of a small MLP. */
export const stepMemory: Bench = {
  name: 'step.memory',
  about: 'tensors held over 10,000 WGAN-GP critic steps on wasm',
  async run(print) {
    const { tf } = await openBackend('wasm', nodeBackendHome);
    const steps = 10_000;
    const step = criticStep(tf, 64, [2], mlp({ hidden: [32, 32], output: [1], activation: 'leaky-relu' }));
    await step();
    const start = tf.memory();
    for (let at = 1; at < steps; at += 1) {
      await step();
    }
    const end = tf.memory();
    print({
      name: 'step.memory',
      value: end.numTensors - start.numTensors,
      unit: 'tensors',
      note: `${start.numTensors} after the first of ${steps} steps, ${end.numTensors} after the last; ${end.numBytes - start.numBytes} bytes more`,
    });
  },
};

async function stepTimes(tf: Tf, { batch, warm, steps }: { batch: number; warm: number; steps: number }): Promise<number[]> {
  const step = criticStep(
    tf,
    batch,
    [28, 28, 1],
    [
      conv({ filters: 32, kernel: 5, stride: 2 }), //   [14,14,32]
      activation('leaky-relu'),
      conv({ filters: 64, kernel: 5, stride: 2 }), //   [7,7,64]
      activation('leaky-relu'),
      flatten(), //                                     [3136]
      dense(1, { initial: 'glorot-uniform' }), //       [1]
    ],
  );
  const times: number[] = [];
  for (let at = 0; at < warm + steps; at += 1) {
    const start = performance.now();
    await step();
    times.push(performance.now() - start);
  }
  return times.slice(warm);
}

/** One update of a critic by a WGAN-GP game on given examples: loss, penalty, gradient of the penalty, Adam. Replayed once recorded. */
function criticStep(tf: Tf, batch: number, input: number[], layers: Layer[]): () => Promise<number> {
  const random = seededRandom(1);
  const network = buildNetwork({ tf, name: 'critic', random, input, layers });
  const draw = () => Float32Array.from({ length: batch * sizeOf(input) }, random.normal);
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
  const [size, , channels] = input;
  const shape: DataShape =
    input.length === 1 ? { kind: 'points', dimensions: size, classes: null } : { kind: 'pictures', size, channels, classes: null };
  const { variables } = network;
  const taker = openSlopeTaker({ player, trained: variables, variables, play: { tf, shape, latentSize: 0 }, replays: true });
  const optimizer = openOptimizer(tf, player.optimizer, variables);
  return async () => {
    const deal = { step: 0, batch, draw: { values, labels: null }, latents: new Float32Array(0), noise: random };
    const taken = await taker.take(deal);
    await optimizer.apply(taken.gradients());
    taken.dispose();
    return taken.scalars.loss;
  };
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
