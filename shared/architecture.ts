import type { Params } from './params.ts';

/**
 * What a checkpoint's networks are, as plain JSON that stands beside their weights in every file that leaves the studio: with it another
 * program can rebuild them. Shapes are of one example, channels last; kernels as TensorFlow lays them out, or as torch where the file says so.
 */
export interface Architecture {
  format: 'ganymede-architecture-1';
  recipe: string;
  params: Params;
  /** What the data is, such as { kind: 'pictures', size, channels, classes }. */
  data: object;
  /** What `draw` starts from. */
  latent: { size: number; parts: ArchitectureLatent[] };
  condition: { kind: 'class' | 'sentence' | 'picture'; shape: number[] } | null;
  networks: ArchitectureNetwork[];
  players: ArchitecturePlayer[];
  /** How an example is made; null where the recipe makes none, or a sentence that says why it can't be written down. */
  draw: Drawing | string | null;
}

export interface ArchitecturePlayer {
  name: string;
  networks: string[];
  batch: number;
  optimizer: { kind: string } & Record<string, string | number>;
  /** What the optimiser's rate has become at the checkpoint's step, where it does not stay as it was. */
  rateNow?: number;
}

/** `within`: drawn again where it lies further from 0. */
export interface ArchitectureLatent {
  name: string;
  from: number;
  size: number;
  kind: 'normal' | 'uniform' | 'categorical' | 'noise';
  within?: number;
}

export interface ArchitectureNetwork {
  name: string;
  input: number[];
  output: number[];
  layers: ArchitectureLayer[];
  /** Of what is no network but remembered beside them, such as a moving average. */
  memory?: Record<string, ArchitectureWeight>;
}

export type Knob = string | number | boolean | null | number[];

export interface ArchitectureLayer {
  name: string;
  kind: string;
  input: number[];
  output: number[];
  /** What it was made with: units, stride, padding, epsilon … */
  knobs: Record<string, Knob>;
  /** By their names within the layer. */
  weights: Record<string, ArchitectureWeight>;
  /** Of a layer that joins what others make with what came in: those, one after another. */
  layers?: ArchitectureLayer[];
}

export interface ArchitectureWeight {
  /** Of the tensor in the file. */
  tensor: string;
  shape: number[];
  /** False for running moments and the like. */
  trained: boolean;
}

/** Steps, each named; `latents` and `condition` are given. */
export interface Drawing {
  steps: DrawingStep[];
  /** The step whose value is the example. */
  output: string;
}

/** `n` in a shape is the batch, `n*4` four times the batch. */
export type DrawnSize = number | string;

export interface DrawingStep {
  name: string;
  /** `network`, `weight`, `constant`, or an operation on whole tensors, named as in TensorFlow.js. */
  op: string;
  inputs: string[];
  shape: DrawnSize[];
  /** The network's name, or the tensor's. */
  of?: string;
  /** The step that a network is told as its condition. */
  condition?: string;
  /** Axis, begin, size, order and the like; the numbers of a constant. */
  knobs?: Record<string, Knob | DrawnSize[]>;
}
