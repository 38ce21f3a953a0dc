import type { NamedTensor } from '../../../shared/measurement.ts';
import type { NamedVariable } from '../network.ts';
import { type Optimizer, ruleOf, storedSlot } from '../optimizer.ts';
import type { OptimizerSpec } from '../recipe.ts';
import { dataBackend, giveTo, type TensorInfo } from '../tensor-data.ts';
import { withMath } from './tensor-math.ts';
import type { Tf } from '../tensor.ts';

/**
 * For a backend far from here: weights, gradients and slots stay there, and the rule runs as its kernels. Reading every gradient back and
 * writing every weight takes a GPU longer than the step itself. It counts in single precision where the other counts in double.
 */
export function openFarOptimizer(tf: Tf, spec: OptimizerSpec, variables: NamedVariable[]): Optimizer<TensorInfo> {
  const rule = ruleOf(spec);
  const backend = dataBackend(tf);
  let slots = new Map(variables.map(({ name, variable }) => [name, slotsOf(variable.shape, () => new Float32Array(variable.size))]));
  let updates = 0;

  function slotsOf(shape: number[], numbersOf: (slot: string) => Float32Array): Record<string, TensorInfo> {
    const make = (slot: string) => ({ dataId: backend.write(numbersOf(slot), shape, 'float32'), shape, dtype: 'float32' });
    return Object.fromEntries(rule.slots.map((slot) => [slot, make(slot)]));
  }

  async function apply(gradients: Record<string, TensorInfo>, share = 1): Promise<void> {
    updates += 1;
    withMath(tf, (math) => {
      for (const { name, variable } of variables) {
        const gradient = gradients[name];
        if (gradient === undefined) continue;
        const { shape, dtype, dataId } = variable;
        const made = rule.updateFar(math, { dataId, shape, dtype }, gradient, slots.get(name)!, updates, share);
        giveTo(tf, variable, math.keep(made.weights).dataId);
        letGoOf(slots.get(name)!);
        for (const slot of Object.values(made.slots)) math.keep(slot);
        slots.set(name, made.slots);
      }
    });
  }

  async function state() {
    const stored: Record<string, NamedTensor> = {};
    for (const { name, variable } of variables) {
      for (const [slot, { dataId }] of Object.entries(slots.get(name)!)) {
        stored[`${slot}/${name}`] = { shape: variable.shape, data: new Float32Array((await backend.read(dataId)) as Float32Array) };
      }
    }
    return { slots: stored, updates };
  }

  function restore(from: { slots: Record<string, NamedTensor>; updates: number }): void {
    updates = from.updates;
    const restored = variables.map(({ name, variable }) => {
      return [name, slotsOf(variable.shape, (slot) => new Float32Array(storedSlot(from.slots, slot, name, variable.size, spec)))] as const;
    });
    dispose();
    slots = new Map(restored);
  }

  function letGoOf(own: Record<string, TensorInfo>): void {
    for (const { dataId } of Object.values(own)) backend.disposeData(dataId);
  }

  function dispose(): void {
    for (const own of slots.values()) letGoOf(own);
    slots = new Map();
  }

  return { apply, state, restore, dispose };
}
