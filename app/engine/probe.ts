import type { ProbeEntry } from '../../shared/catalogue.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { Dataset } from './dataset.ts';
import type { Fixed } from './measuring/examples.ts';
import type { Model } from './recipe.ts';
import type { Random } from './random.ts';
import type { Tensor, Tf } from './tensor.ts';

/** What is looked at while training; it changes nothing. The collection is probes/, one file a probe. */
export interface Probe extends ProbeEntry {
  /** Which of the recording's intervals it follows. */
  follows: 'distributionsEvery' | 'samplesEvery';
  appliesTo(model: Model, dataset: Dataset): boolean;
  /** Leaves no tensor behind. Reads by promise: WebGPU can't be read synchronously outside a page. */
  look(context: ProbeContext): Promise<Measurement[]>;
}

export interface ProbeContext {
  tf: Tf;
  step: number;
  model: Model;
  dataset: Dataset;
  /** A stream of the probe's own: looking more often never changes the training. */
  random: Random;
  /** The same latents and examples at every step of the run, so that samples can be compared; as many of one as of the other. */
  fixed: Fixed;
  /** Gradients of each player's last update, by variable name; they belong to the loop. */
  gradients: Record<string, Record<string, Tensor>>;
}
