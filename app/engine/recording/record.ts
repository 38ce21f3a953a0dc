import type { Tensor, Tf, Variable } from '../tensor.ts';
import type { FeedWatch } from './feeds.ts';
import { intercept } from './intercept.ts';
import { dataBackend, letGo, sizeOf, type TensorInfo } from '../tensor-data.ts';
import type { Entry, Input, Operand, Output, Ref, Tape } from './tape.ts';

export interface Recording<Value = unknown> {
  value: Value;
  /** As it was played, nothing cleaned up; or why it can't be replayed. */
  tape: Tape | { refusal: string };
}

/** Constants up to this many numbers are kept where kernels of constants alone made them; larger ones are made anew each time. */
const keptSize = 1 << 16;

/** Kernels that draw numbers of their own. */
const drawing = ['Multinomial', 'RandomUniform', 'RandomNormal', 'Dropout'];

/**
 * Runs `run` through tfjs and writes down what it asks of the backend. `results` names the tensors that are asked of the tape;
 * the caller reads and disposes them as ever.
 */
export function record<Value>(
  tf: Tf,
  { variables, feeds, run, results }: { variables: Variable[]; feeds: FeedWatch; run: () => Value; results: (value: Value) => Tensor[] },
): Recording<Value> {
  const backend = dataBackend(tf);
  const entries: Entry[] = [];
  const values = new Map<object, number>();
  const before = new Map(variables.map(({ dataId }, at) => [dataId as object, at]));
  const constants = new Set<object>();
  let refusal: string | null = null;
  const refuse = (sentence: string) => {
    refusal ??= sentence;
  };
  if (before.size < variables.length) refuse('two variables share their numbers');

  function keep(dataId: object): void {
    if (constants.has(dataId)) return;
    backend.incRef(dataId);
    constants.add(dataId);
  }

  function refOf(dataId: object): Ref {
    const value = values.get(dataId);
    if (value !== undefined) return { kind: 'value', value };
    const variable = before.get(dataId);
    if (variable !== undefined) return { kind: 'variable', variable };
    keep(dataId);
    return { kind: 'constant', dataId };
  }
  const operandOf = ({ dataId, shape, dtype }: TensorInfo): Operand => ({ ref: refOf(dataId), shape: [...shape], dtype });

  function outputOf({ dataId, shape, dtype }: TensorInfo): Output {
    values.set(dataId, values.size);
    return { value: values.size - 1, shape: [...shape], dtype };
  }

  const isKnown = (dataId: object) => values.has(dataId) || before.has(dataId) || constants.has(dataId);

  const watch: Parameters<typeof intercept>[1] = {
    kernel({ name, run: kernel, inputs, attrs }, outputs) {
      if (drawing.includes(name)) refuse(`its kernel ${name} draws numbers of its own`);
      const taken: Input[] = [];
      for (const [key, info] of Object.entries(inputs)) {
        if (Array.isArray(info)) refuse(`its kernel ${name} takes a list in a list`);
        else if (info !== null && info !== undefined) taken.push({ name: key, ...operandOf(info) });
      }
      // Other shapes of the same numbers (Reshape, Identity): who takes them next says the shape itself.
      const known = outputs.filter(({ dataId }) => isKnown(dataId));
      if (known.length === outputs.length) return;
      if (known.length > 0) refuse(`its kernel ${name} gives back what it took among new numbers`);
      const isConstant = taken.every(({ ref }) => ref.kind === 'constant') && outputs.every(({ shape }) => sizeOf(shape) <= keptSize);
      if (isConstant) for (const { dataId } of outputs) keep(dataId);
      else {
        const isListed = Array.isArray(inputs);
        entries.push({ type: 'kernel', name, run: kernel, inputs: taken, isListed, attrs, outputs: outputs.map(outputOf), frees: [] });
      }
    },
    write(numbers, written) {
      const source = feeds.placeOf(numbers);
      if (source === null) keep(written.dataId);
      else entries.push({ type: 'feed', source, output: outputOf(written), frees: [] });
    },
    read(dataId) {
      if (!constants.has(dataId)) refuse('its loss reads numbers back before it is done');
    },
    nested: (name) => refuse(`the kernel ${name} of this backend calls others by way of tfjs`),
  };

  const value = intercept(tf, watch, run);
  const asked = results(value).map(operandOf);
  const assigned = variables.flatMap((variable, at) =>
    before.get(variable.dataId) === at ? [] : [{ variable: at, to: operandOf(variable) }],
  );
  const isGone = (operand: Operand) =>
    operand.ref.kind === 'variable' && assigned.some(({ variable }) => variable === (operand.ref as { variable: number }).variable);
  if (asked.some(isGone)) refuse('its loss asks for what a variable was before the loss set it');
  const tape: Tape = { entries, values: values.size, sources: feeds.sources, results: asked, assigned, constants: [...constants] };
  if (refusal === null) return { value, tape };
  for (const dataId of constants) letGo(tf, dataId);
  return { value, tape: { refusal } };
}
