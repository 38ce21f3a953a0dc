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
  variables: NamedVariable[];
  twiceDifferentiable: boolean;
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
  /** How a stranger's framework lays it out: decides the transposition of the PyTorch export. */
  layout: 'dense' | 'conv' | 'conv-transpose' | 'vector';
}

export interface Layer {
  kind: string;
  twiceDifferentiable: boolean;
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
