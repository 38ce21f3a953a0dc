import type { DrawingStep, Knob } from '../../../shared/architecture.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Random } from '../random.ts';
import { sizeOf } from '../tensor-data.ts';
import type { Tensor, Tf } from '../tensor.ts';
import { drawnSize } from './drawn-size.ts';
import { operations } from './operations.ts';

/**
 * A tfjs of shapes: every operation is written down instead of computed. Recipes take `tf` as an argument, so this builds their networks
 * without weights and follows what they do with a batch.
 */
export interface SymbolicTf {
  tf: Tf;
  /** A tensor that is given from outside. */
  given(name: string, shape: number[]): Tensor;
  /** Writes down that a value of this shape comes of these. */
  step(
    step: Omit<DrawingStep, 'name' | 'inputs' | 'shape' | 'condition'> & { condition?: Tensor },
    inputs: Tensor[],
    shape: number[],
  ): Tensor;
  /** What this tensor comes of, in order; variables are named by `nameOf`. */
  stepsTo(output: Tensor, nameOf: (variable: Tensor) => string | undefined): { steps: DrawingStep[]; output: string };
}

/** More than this is a loop, not a formula. */
const mostSteps = 400;
const mostConstant = 4096;

interface SymbolicTensor {
  at: number;
  shape: number[];
  rank: number;
  size: number;
  /** Of constants alone, and of those only what is written down: a network's weights are constants too. */
  values: ArrayLike<number> | undefined;
}

interface Written {
  step: Omit<DrawingStep, 'name' | 'inputs' | 'shape' | 'condition'>;
  inputs: SymbolicTensor[];
  condition?: SymbolicTensor;
  tensor: SymbolicTensor;
}

export function symbolicTf(): SymbolicTf {
  const written: Written[] = [];
  /** Steps after what was given last, which is where a drawing begins. */
  let drawn = 0;

  function step(what: Written['step'] & { condition?: Tensor }, inputs: Tensor[], shape: number[]): Tensor {
    const { condition, ...rest } = what;
    drawn = rest.op === 'given' || rest.op === 'variable' ? 0 : drawn + 1;
    if (drawn > mostSteps) throw new StudioError('unavailable', `it takes more than ${mostSteps} steps`);
    const tensor = made(written.length, shape);
    written.push({ step: rest, inputs: inputs as unknown as SymbolicTensor[], condition: condition as unknown as SymbolicTensor, tensor });
    return tensor as unknown as Tensor;
  }

  function made(at: number, shape: number[]): SymbolicTensor {
    const tensor: SymbolicTensor = { at, shape, rank: shape.length, size: sizeOf(shape), values: undefined };
    return new Proxy(tensor, {
      get(target, key) {
        if (key in target || typeof key === 'symbol') return Reflect.get(target, key);
        const act = all[key as keyof typeof all] as unknown as ((...given: unknown[]) => unknown) | undefined;
        if (act === undefined) throw unknown(key);
        return (...given: unknown[]) => act(tensorAt(at), ...given);
      },
    });
  }
  const tensorAt = (at: number) => written[at].tensor;

  const constant = (values: ArrayLike<number>, shape: number[]): Tensor => {
    const tensor = step({ op: 'constant' }, [], shape);
    if (values.length <= mostConstant) Object.assign(tensor, { values });
    return tensor;
  };
  const all = operations({ step, constant });
  const tf = new Proxy(all, {
    get(target, key) {
      if (key in target) return Reflect.get(target, key);
      throw unknown(String(key));
    },
  });

  return {
    tf: tf as unknown as Tf,
    given: (name, shape) => step({ op: 'given', of: name }, [], shape),
    step,
    stepsTo(output, nameOf) {
      const names = new Map<number, string>();
      const steps: DrawingStep[] = [];
      const name = (tensor: SymbolicTensor): string => {
        const known = names.get(tensor.at);
        if (known !== undefined) return known;
        const { step: what, inputs, condition } = written[tensor.at];
        if (what.op === 'given') return what.of!;
        const variable = what.op === 'variable' ? nameOf(tensor as unknown as Tensor) : undefined;
        if (what.op === 'variable' && variable === undefined)
          throw new StudioError('unavailable', 'it draws on a variable that no network has');
        const before = inputs.map(name);
        const told = condition === undefined ? {} : { condition: name(condition) };
        const own = `x${names.size + 1}`;
        names.set(tensor.at, own);
        const written1 = variable === undefined ? { ...what, ...constantKnobs(what.op, tensor) } : { op: 'weight', of: variable };
        steps.push({ name: own, ...written1, inputs: before, ...told, shape: tensor.shape.map(drawnSize) });
        return own;
      };
      return { output: name(output as unknown as SymbolicTensor), steps };
    },
  };
}

function constantKnobs(op: string, { values, size }: SymbolicTensor): { knobs?: Record<string, Knob> } {
  if (op !== 'constant') return {};
  if (values?.length !== size) throw new StudioError('unavailable', `it draws on ${size} constant numbers`);
  return { knobs: { values: Array.from(values) } };
}

function unknown(what: string): StudioError {
  return new StudioError('unavailable', `it uses ${what}, which is not written down`);
}

/** Zeros: what is built of shapes needs no weights. */
export const noRandom: Random = {
  uniform: () => 0,
  normal: () => 0,
  integer: () => 0,
  fork: () => noRandom,
  state: () => ({ seed: 0, generator: [], spare: null }),
};
