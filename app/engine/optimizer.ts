import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor } from '../../shared/measurement.ts';
import type { NamedVariable } from './network.ts';
import { adam } from './optimizers/adam.ts';
import { rmsprop } from './optimizers/rmsprop.ts';
import { sgd } from './optimizers/sgd.ts';
import type { OptimizerSpec } from './recipe.ts';
import { ownNumbers, type TensorInfo } from './tensor-data.ts';
import type { Tensor, Tf } from './tensor.ts';

/**
 * An update rule over plain numbers: a loop over typed arrays is several times faster on wasm and cpu than a dozen small
 * tensor operations, and every slot is there to be stored by its name.
 */
export interface UpdateRule {
  /** Names of the arrays kept for every variable, such as `mean` and `square`. */
  slots: string[];
  /** Changes `weights` and its slots in place; `updates` counts from 1 (bias correction); `share` of the rate is used. */
  update(weights: Float32Array, gradient: Float32Array, slots: Record<string, Float32Array>, updates: number, share: number): void;
  /** The same by the backend's kernels, for one that is far from the numbers' reader (a GPU). Gives what weights and slots become. */
  updateFar(
    math: TensorMath,
    weights: TensorInfo,
    gradient: TensorInfo,
    slots: Record<string, TensorInfo>,
    updates: number,
    share: number,
  ): { weights: TensorInfo; slots: Record<string, TensorInfo> };
}

/** What update rules need of a backend. */
export interface TensorMath {
  add(a: TensorInfo | number, b: TensorInfo | number): TensorInfo;
  sub(a: TensorInfo | number, b: TensorInfo | number): TensorInfo;
  mul(a: TensorInfo | number, b: TensorInfo | number): TensorInfo;
  div(a: TensorInfo | number, b: TensorInfo | number): TensorInfo;
  sqrt(x: TensorInfo): TensorInfo;
}

/** Updates the variables it was made for, by their names. */
export interface Optimizer<Gradient = Float32Array> {
  /** One update by a share of the rate, 1 where not given. A variable without a gradient keeps its value and its slots. */
  apply(gradients: Record<string, Gradient>, share?: number): Promise<void>;
  /** `<slot>/<variable>` → its numbers, and how many updates were made. */
  state(): Promise<{ slots: Record<string, NamedTensor>; updates: number }>;
  /** @throws StudioError where a slot is missing or of another shape */
  restore(state: { slots: Record<string, NamedTensor>; updates: number }): void;
  dispose(): void;
}

export function openOptimizer(tf: Tf, spec: OptimizerSpec, variables: NamedVariable[]): Optimizer {
  const rule = ruleOf(spec);
  const slots = new Map(variables.map(({ name, variable }) => [name, emptySlots(rule, variable.size)]));
  let updates = 0;

  async function apply(gradients: Record<string, Float32Array>, share = 1): Promise<void> {
    updates += 1;
    const isInPlace = variables.every(({ variable }) => ownNumbers(tf, variable) !== null);
    // Whatever makes a tensor may move the memory that gradients lie in.
    const read = isInPlace ? gradients : Object.fromEntries(Object.entries(gradients).map(([name, numbers]) => [name, numbers.slice()]));
    for (const { name, variable } of variables) {
      const gradient = read[name];
      if (gradient === undefined) continue;
      const own = ownNumbers(tf, variable);
      // A copy: on the cpu backend data() is the tensor's own memory, which a clone may share.
      const weights = own ?? new Float32Array(await variable.data());
      rule.update(weights, gradient, slots.get(name)!, updates, share);
      if (own !== null) continue;
      const updated: Tensor = tf.tensor(weights, variable.shape, 'float32');
      variable.assign(updated);
      updated.dispose();
    }
  }

  async function state(): Promise<{ slots: Record<string, NamedTensor>; updates: number }> {
    const stored: Record<string, NamedTensor> = {};
    for (const { name, variable } of variables) {
      for (const slot of rule.slots) stored[`${slot}/${name}`] = { shape: variable.shape, data: slots.get(name)![slot].slice() };
    }
    return { slots: stored, updates };
  }

  function restore(from: { slots: Record<string, NamedTensor>; updates: number }): void {
    updates = from.updates;
    for (const { name, variable } of variables) {
      for (const slot of rule.slots) {
        slots.get(name)![slot].set(storedSlot(from.slots, slot, name, variable.size, spec));
      }
    }
  }

  return { apply, state, restore, dispose: () => undefined };
}

/** @throws StudioError where it is missing or of another shape */
export function storedSlot(
  slots: Record<string, NamedTensor>,
  slot: string,
  name: string,
  size: number,
  spec: OptimizerSpec,
): NamedTensor['data'] {
  const stored = slots[`${slot}/${name}`];
  if (stored !== undefined && stored.data.length === size) return stored.data;
  throw new StudioError('conflict', `The checkpoint holds no ${slot} of ${name} for the optimiser ${spec.kind}.`);
}

export function ruleOf(spec: OptimizerSpec): UpdateRule {
  switch (spec.kind) {
    case 'sgd':
      return sgd(spec);
    case 'rmsprop':
      return rmsprop(spec);
    case 'adam':
      return adam(spec);
  }
}

function emptySlots(rule: UpdateRule, size: number): Record<string, Float32Array> {
  return Object.fromEntries(rule.slots.map((slot) => [slot, new Float32Array(size)]));
}
