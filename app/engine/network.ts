import { StudioError } from '../../shared/errors.ts';
import type { Knob } from '../../shared/architecture.ts';
import type { Random } from './random.ts';
import type { Tensor, Tf, Variable } from './tensor.ts';

/**
 * A network is a list of layers with named variables. Layers say their output shape where they are made, draw their
 * initial weights from `random` alone, and say whether they are right to second order: a gradient penalty on a network
 * with a layer that is not is refused when the recipe is built.
 */
export interface Network {
  /** Such as `critic`. Variables are named `critic/dense1/kernel`. */
  name: string;
  /** Shape of one example, without the batch. */
  input: number[];
  output: number[];
  layers: LayerSummary[];
  /** What it was built of, for those who write it down (architecture/). */
  plan: readonly Layer[];
  variables: NamedVariable[];
  twiceDifferentiable: boolean;
  /** Of the layers together. Where there is one, `apply` takes pictures of any sides. */
  reach?: number;
  /** [batch, ...input] → [batch, ...output]. */
  apply(x: Tensor, pass?: Pass): Tensor;
  /** As apply, and every layer's output by layer name: for taps and activation probes. */
  trace(x: Tensor, pass?: Pass): { output: Tensor; layers: Record<string, Tensor> };
  dispose(): void;
}

export interface Pass {
  /** Batch norm uses batch moments and updates its running ones; default true. Generation for people uses false. */
  training?: boolean;
  /** [batch, classes] one-hot, for layers that take a condition. */
  condition?: Tensor;
  /** Gets every layer's output, and what it gives back goes on to the next: a zero added here takes the gradient at that place. */
  through?(layer: string, output: Tensor): Tensor;
}

export interface LayerSummary {
  name: string;
  kind: string;
  output: number[];
  parameters: number;
}
export interface NamedVariable {
  /** Whole name, such as `critic/dense1/kernel`. */
  name: string;
  variable: Variable;
  /** False for running moments: stored with the run, never given to an optimiser. */
  trainable: boolean;
  /** How a stranger's framework lays it out. The PyTorch export knows only its name: all but vectors are kernels by isKernel of shared. */
  layout: 'dense' | 'conv' | 'conv-transpose' | 'vector';
}

export interface Layer {
  kind: string;
  twiceDifferentiable: boolean;
  /** How many places to each side an output place of a picture looks at most; Infinity where any. Absent where the layer is built for one size. */
  reach?: number;
  /** What it was made with, such as units, stride, padding: beside its kind, shapes and weights all that another program needs to rebuild it. */
  knobs?: Record<string, Knob>;
  /** Of a layer that joins what others make with what came in: those, one after another. */
  inner?: Layer[];
  /** Refuses, in a sentence, an input shape that it can't take. */
  output(input: number[]): number[];
  build(context: LayerContext): BuiltLayer;
}
export interface LayerContext {
  tf: Tf;
  random: Random;
  input: number[];
  /** Registers a variable under the layer's name; `values` are its initial weights. */
  variable(
    name: string,
    shape: number[],
    values: Float32Array,
    options: { layout: NamedVariable['layout']; trainable?: boolean },
  ): Variable;
}
export interface BuiltLayer {
  apply(x: Tensor, pass: Pass): Tensor;
}

export interface NetworkOptions {
  tf: Tf;
  name: string;
  /** For initial weights; every layer draws from a stream of its own, so a layer added at the end changes no other. */
  random: Random;
  /** Shape of one example. */
  input: number[];
  layers: Layer[];
}

export function buildNetwork({ tf, name, random, input, layers }: NetworkOptions): Network {
  const variables: NamedVariable[] = [];
  const built: { name: string; layer: BuiltLayer }[] = [];
  const summaries: LayerSummary[] = [];
  const counts = new Map<string, number>();
  let shape = input;
  for (const layer of layers) {
    const place = (counts.get(layer.kind) ?? 0) + 1;
    counts.set(layer.kind, place);
    const layerName = `${layer.kind}${place}`;
    const before = variables.length;
    const output = layer.output(shape);
    built.push({
      name: layerName,
      layer: layer.build({ tf, random: random.fork(layerName), input: shape, variable: registering(layerName) }),
    });
    summaries.push({ name: layerName, kind: layer.kind, output, parameters: parameters(variables.slice(before)) });
    shape = output;
  }

  function registering(layerName: string): LayerContext['variable'] {
    return (variableName, variableShape, values, { layout, trainable = true }) => {
      // Without a name of its own in tfjs: two networks of one name (a training and its latent lab) may live side by side.
      const variable = tf.tidy(() => tf.variable(tf.tensor(values, variableShape), trainable));
      variables.push({ name: `${name}/${layerName}/${variableName}`, variable, trainable, layout });
      return variable;
    };
  }

  const reach = reachOf(layers);
  const fixed = (shapeOf: number[]) => (reach === undefined ? shapeOf : shapeOf.slice(-1));

  function checked(x: Tensor): Tensor {
    if (x.rank !== input.length + 1 || fixed(x.shape.slice(1)).join() !== fixed(input).join()) {
      throw new StudioError('invalid', `The network ${name} takes examples of shape [${input}], not [${x.shape.slice(1)}].`);
    }
    return x;
  }

  return {
    name,
    input,
    output: shape,
    layers: summaries,
    plan: layers,
    variables,
    twiceDifferentiable: layers.every((layer) => layer.twiceDifferentiable),
    reach,
    apply: (x, pass = {}) =>
      tf.tidy(() => built.reduce((value, { name: layerName, layer }) => passed(pass, layerName, layer.apply(value, pass)), checked(x))),
    trace: (x, pass = {}) =>
      tf.tidy(() => {
        const outputs: Record<string, Tensor> = {};
        let value = checked(x);
        for (const { name: layerName, layer } of built) {
          value = passed(pass, layerName, layer.apply(value, pass));
          outputs[layerName] = value;
        }
        return { output: value, layers: outputs };
      }),
    dispose() {
      for (const { variable } of variables) {
        variable.dispose();
      }
    },
  };
}

/** One after another they look further. */
export function reachOf(layers: Layer[]): number | undefined {
  return layers.reduce<number | undefined>((sum, { reach }) => (sum === undefined || reach === undefined ? undefined : sum + reach), 0);
}

function passed(pass: Pass, layer: string, output: Tensor): Tensor {
  return pass.through === undefined ? output : pass.through(layer, output);
}

function parameters(variables: NamedVariable[]): number {
  return variables.reduce((sum, { variable, trainable }) => sum + (trainable ? variable.size : 0), 0);
}
