import { initialValues } from './initial.ts';
import { buildNetwork, type Layer, type LayerContext, type Network } from '../network.ts';
import type { Random } from '../random.ts';
import type { Tensor, Tf, Variable } from '../tensor.ts';
import { sigmoid, tanh } from '../twice-differentiable.ts';
import { delayed, overMoments } from './layers/causal-convolution.ts';

export interface WaveNetShape {
  /** Of one-hot µ-law levels, in and out. */
  levels: number;
  length: number;
  width: number;
  skipWidth: number;
  /** One gated block each. */
  dilations: number[];
  /** Where every gate is told the class. */
  classes: number | null;
}

/**
 * The network of arXiv:1609.03499: a causal layer, gated blocks with growing dilation, each adding to the stream and to the sum of skips,
 * then relu, 1×1, relu, 1×1. What it says of a moment depends on earlier moments only: its input is moved back by one.
 */
export interface WaveNet {
  network: Network;
  /** One-hot levels [n,length,levels] → logits [n,length,levels]. */
  logits(heard: Tensor, condition?: Tensor): Tensor;
  /** Moment by moment, with what each block has heard kept in a queue of its dilation: a product a block, whatever the length. */
  start(count: number, condition?: Tensor): Unrolled;
}
export interface Unrolled {
  /** The one-hot level drawn last [n,levels], null at the beginning → logits of the next [n,levels]. */
  next(last: Tensor | null): Tensor;
  dispose(): void;
}

export function buildWaveNet({ tf, name, random, ...shape }: { tf: Tf; name: string; random: Random } & WaveNetShape): WaveNet {
  let parts: Parts | undefined;
  const layer: Layer = {
    kind: 'wavenet',
    twiceDifferentiable: true,
    knobs: { ...shape },
    output: (input) => input,
    build(context) {
      parts = partsOf(context, shape);
      const built = parts;
      return { apply: (x, pass) => whole(tf, built, shape, x, pass.condition) };
    },
  };
  const network = buildNetwork({ tf, name, random, input: [shape.length, shape.levels], layers: [layer] });
  return {
    network,
    logits: (heard, condition) => network.apply(heard, { condition }),
    start: (count, condition) => unroll(tf, parts!, shape, count, condition),
  };
}

interface Parts {
  enter: Variable;
  enterBias: Variable;
  blocks: { gate: Variable; gateBias: Variable; told: Variable | null; onward: Variable; skip: Variable }[];
  first: Variable;
  firstBias: Variable;
  last: Variable;
  lastBias: Variable;
}

function partsOf({ random, variable }: LayerContext, { levels, width, skipWidth, dilations, classes }: WaveNetShape): Parts {
  const matrix = (part: string, from: number, to: number) =>
    variable(part, [from, to], initialValues('glorot-uniform', random.fork(part), [from, to], from, to), { layout: 'dense' });
  const vector = (part: string, size: number) => variable(part, [size], new Float32Array(size), { layout: 'vector' });
  return {
    enter: matrix('enter/kernel', levels, width),
    enterBias: vector('enter/bias', width),
    blocks: dilations.map((_, at) => ({
      gate: matrix(`block${at + 1}/gate/kernel`, 2 * width, 2 * width),
      gateBias: vector(`block${at + 1}/gate/bias`, 2 * width),
      told: classes === null ? null : matrix(`block${at + 1}/told/kernel`, classes, 2 * width),
      onward: matrix(`block${at + 1}/onward/kernel`, width, width),
      skip: matrix(`block${at + 1}/skip/kernel`, width, skipWidth),
    })),
    first: matrix('first/kernel', skipWidth, skipWidth),
    firstBias: vector('first/bias', skipWidth),
    last: matrix('last/kernel', skipWidth, levels),
    lastBias: vector('last/bias', levels),
  };
}

function whole(tf: Tf, parts: Parts, { dilations }: WaveNetShape, heard: Tensor, condition?: Tensor): Tensor {
  let stream: Tensor = tf.add(overMoments(tf, delayed(tf, heard, 1), parts.enter), parts.enterBias);
  const skips: Tensor[] = [];
  parts.blocks.forEach((block, at) => {
    const pair = tf.concat([delayed(tf, stream, dilations[at]), stream], 2);
    const told = block.told === null ? null : tf.matMul(condition!, block.told).expandDims(1);
    const gated = gate(tf, overMoments(tf, pair, block.gate), block.gateBias, told);
    skips.push(overMoments(tf, gated, block.skip));
    stream = tf.add(stream, overMoments(tf, gated, block.onward));
  });
  const middle = tf.add(overMoments(tf, tf.relu(tf.addN(skips)), parts.first), parts.firstBias);
  return tf.add(overMoments(tf, tf.relu(middle), parts.last), parts.lastBias);
}

function unroll(tf: Tf, parts: Parts, { dilations, levels, width }: WaveNetShape, count: number, condition?: Tensor): Unrolled {
  const queues = dilations.map((dilation) => Array.from({ length: dilation }, () => tf.keep(tf.zeros([count, width])) as Tensor));
  const told = parts.blocks.map(({ told }) => (told === null ? null : tf.keep(tf.matMul(condition!, told))));
  function next(last: Tensor | null): Tensor {
    return tf.tidy(() => {
      let stream: Tensor = tf.add(tf.matMul(last ?? tf.zeros([count, levels]), parts.enter), parts.enterBias);
      const skips = parts.blocks.map((block, at): Tensor => {
        const earlier = queues[at].shift()!;
        queues[at].push(tf.keep(tf.clone(stream)));
        const gated = gate(tf, tf.matMul(tf.concat([earlier, stream], 1), block.gate), block.gateBias, told[at]);
        earlier.dispose();
        stream = tf.add(stream, tf.matMul(gated, block.onward));
        return tf.matMul(gated, block.skip);
      });
      const middle = tf.add(tf.matMul(tf.relu(tf.addN(skips)), parts.first), parts.firstBias);
      return tf.add(tf.matMul(tf.relu(middle), parts.last), parts.lastBias);
    });
  }
  return { next, dispose: () => tf.dispose([queues, told.filter((one) => one !== null)]) };
}

/** tanh of one half times the sigmoid of the other. */
function gate(tf: Tf, both: Tensor, bias: Tensor, told: Tensor | null): Tensor {
  const sum = told === null ? tf.add(both, bias) : tf.add(tf.add(both, bias), told);
  const [filter, opening] = tf.split(sum, 2, sum.rank - 1);
  return tf.mul(tanh(tf, filter), sigmoid(tf, opening));
}
