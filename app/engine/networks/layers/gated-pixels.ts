import { initialValues } from '../initial.ts';
import type { Layer } from '../../network.ts';
import type { Tensor, Tf } from '../../tensor.ts';
import { sigmoid, tanh } from '../../twice-differentiable.ts';
import { maskedKernel, maskedMatrix } from './masked-convolution.ts';

/**
 * Two stacks without a blind spot (arXiv:1606.05328): one sees all rows above, the other the places to the left and, through a 1×1
 * layer, the first. Each is gated, tanh(·)⊙σ(·), and told the condition inside the gates: a class, or the code of a picture.
 * [h,w,c] → [h,w,width], itself left out; of three `colors`, those that come after it.
 */
export function gatedPixels({
  width,
  blocks,
  kernel,
  told,
  colors,
}: {
  width: number;
  blocks: number;
  kernel: number;
  told: number | null;
  colors?: number;
}): Layer {
  return {
    kind: 'gated-pixels',
    twiceDifferentiable: true,
    knobs: { width, blocks, kernel, told, colors: colors ?? 1 },
    reach: Math.floor(kernel / 2) + blocks - 1,
    output: ([height, across]) => [height, across, width],
    build(context) {
      const { tf, random, input, variable } = context;
      const matrix = (name: string, from: number, to: number) =>
        variable(name, [from, to], initialValues('glorot-uniform', random.fork(name), [from, to], from, to), { layout: 'dense' });
      const bias = (name: string) => variable(name, [2 * width], new Float32Array(2 * width), { layout: 'vector' });
      const silent = (name: string, from: number) =>
        variable(name, [from, 2 * width], new Float32Array(from * 2 * width), { layout: 'dense' });
      const built = Array.from({ length: blocks }, (_, at) => {
        const [name, isFirst] = [`block${at + 1}`, at === 0];
        const [from, sides] = isFirst ? [input[2], kernel] : [width, 3];
        const [rows, row] = isFirst ? (['above', 'left'] as const) : (['rows-upto', 'left-upto'] as const);
        const gates = { from, to: 2 * width, kernel: sides, colors, gates: 2 };
        return {
          vertical: maskedKernel(context, `${name}/vertical/kernel`, { ...gates, sees: rows }),
          verticalBias: bias(`${name}/vertical/bias`),
          horizontal: maskedKernel(context, `${name}/horizontal/kernel`, { ...gates, sees: row }),
          horizontalBias: bias(`${name}/horizontal/bias`),
          down: matrix(`${name}/down/kernel`, 2 * width, 2 * width),
          onward: matrix(`${name}/onward/kernel`, width, width),
          told: told === null ? null : [silent(`${name}/told-vertical/kernel`, told), silent(`${name}/told-horizontal/kernel`, told)],
        };
      });
      return {
        apply(x: Tensor, { condition }) {
          let [above, here] = [x, x];
          built.forEach((block, at) => {
            const said = block.told?.map((kernelOf) =>
              condition!.rank === 4 ? everywhere(tf, condition!, kernelOf) : tf.matMul(condition!, kernelOf).reshape([-1, 1, 1, 2 * width]),
            );
            const vertical = tf.add(block.vertical(above), block.verticalBias);
            const horizontal = tf.add(tf.add(block.horizontal(here), block.horizontalBias), everywhere(tf, vertical, block.down));
            above = gate(tf, vertical, said?.[0]);
            const onward = everywhere(tf, gate(tf, horizontal, said?.[1]), maskedMatrix(tf, block.onward, colors));
            here = at === 0 ? onward : tf.add(here, onward);
          });
          return here;
        },
      };
    },
  };
}

function gate(tf: Tf, both: Tensor, said: Tensor | undefined): Tensor {
  const [filter, opening] = tf.split(said === undefined ? both : tf.add(both, said), 2, 3);
  return tf.mul(tanh(tf, filter), sigmoid(tf, opening));
}

/** One product for every place. */
function everywhere(tf: Tf, x: Tensor, kernel: Tensor): Tensor {
  return tf.matMul(x.reshape([-1, x.shape[3]!]), kernel).reshape([...x.shape.slice(0, 3), kernel.shape[1]!]);
}
