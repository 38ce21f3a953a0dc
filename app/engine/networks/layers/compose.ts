import { StudioError } from '../../../../shared/errors.ts';
import { type BuiltLayer, type Layer, type LayerContext, reachOf } from '../../network.ts';
import type { Tensor } from '../../tensor.ts';

/** x + f(x): f keeps the shape (arXiv:1512.03385). */
export function residual(layers: Layer[]): Layer {
  return composed('residual', layers, {
    output(input, inner) {
      if (inner.join() === input.join()) return input;
      throw new StudioError('invalid', `A residual block must keep the shape [${input}]; its layers make [${inner}] of it.`);
    },
    join: ({ tf }, x, inner) => tf.add(x, inner),
  });
}

/** x beside f(x), channel by channel: f keeps the sides (U-Net, arXiv:1505.04597). */
export function skip(layers: Layer[]): Layer {
  return composed('skip', layers, {
    output(input, inner) {
      if (inner.slice(0, -1).join() === input.slice(0, -1).join()) return [...input.slice(0, -1), input.at(-1)! + inner.at(-1)!];
      throw new StudioError('invalid', `A skip must keep the sides of [${input}]; its layers make [${inner}] of it.`);
    },
    join: ({ tf }, x, inner) => tf.concat([x, inner], -1),
  });
}

/** One layer of several, whose output is joined with its input. */
function composed(
  kind: string,
  layers: Layer[],
  { output, join }: { output(input: number[], inner: number[]): number[]; join(context: LayerContext, x: Tensor, inner: Tensor): Tensor },
): Layer {
  return {
    kind,
    twiceDifferentiable: layers.every((layer) => layer.twiceDifferentiable),
    reach: reachOf(layers),
    inner: layers,
    output: (input) =>
      output(
        input,
        layers.reduce((shape, layer) => layer.output(shape), input),
      ),
    build(context) {
      let shape = context.input;
      const built = layers.map((layer, at): BuiltLayer => {
        const name = `${layer.kind}${at + 1}`;
        const made = layer.build({
          ...context,
          input: shape,
          random: context.random.fork(name),
          variable: (variable, ...rest) => context.variable(`${name}/${variable}`, ...rest),
        });
        shape = layer.output(shape);
        return made;
      });
      return {
        apply: (x, pass) =>
          join(
            context,
            x,
            built.reduce((value, layer) => layer.apply(value, pass), x),
          ),
      };
    },
  };
}
