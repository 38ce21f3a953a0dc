import type { Entry, Input, Kernel, KernelEntry, Operand, Output, Tape } from '../recording/tape.ts';
import { sizeOf } from '../tensor-data.ts';
import { type Chain, type ChainStep, type InputKind, isChainOperation } from './chain-code.ts';
import { chainKernel } from './chain-kernel.ts';

/** Shorter arrays are left to the stock kernels. */
const shortest = 16;
/** Arrays that one loop walks at once, and operations in it: more would not stay in registers. */
const mostArrays = 8;
const mostSteps = 10;

/** A tape whose copies are left out and whose element by element operations of one size, one after another, are done by one loop. */
export function withChains(tape: Tape): Tape {
  return joined(withoutCopies(tape));
}

/** A Cast to what a tensor is already copies it; whoever takes the copy may take the tensor. */
function withoutCopies(tape: Tape): Tape {
  const copied = new Map<number, Operand['ref']>();
  const original = <Taker extends Operand>(operand: Taker): Taker => {
    const ref = operand.ref.kind === 'value' ? copied.get(operand.ref.value) : undefined;
    return ref === undefined ? operand : { ...operand, ref };
  };
  const entries: Entry[] = [];
  for (const entry of tape.entries) {
    if (entry.type === 'feed') {
      entries.push(entry);
      continue;
    }
    const inputs = entry.inputs.map(original);
    const [input, output] = [inputs[0], entry.outputs[0]];
    // A variable may be set before the copy is used.
    const isCopy = entry.name === 'Cast' && input!.dtype === output!.dtype && input!.ref.kind !== 'variable';
    if (isCopy) copied.set(output!.value, input!.ref);
    else entries.push({ ...entry, inputs });
  }
  const assigned = tape.assigned.map(({ variable, to }) => ({ variable, to: original(to) }));
  return { ...tape, entries, results: tape.results.map(original), assigned };
}

/** Operations that wait to be done together; each takes arrays of `size`, rows of them or single numbers. */
interface Group {
  size: number;
  rowLength: number | null;
  members: KernelEntry[];
}

/** A group is done where the first that needs it stands, so what comes between its operations must not need it: that ends it. */
function joined(tape: Tape): Tape {
  const entries: Entry[] = [];
  const open = new Set<Group>();
  const asked = new Set(
    [...tape.results, ...tape.assigned.map(({ to }) => to)].flatMap(({ ref }) => (ref.kind === 'value' ? [ref.value] : [])),
  );
  const takers = takersOf(tape);
  const done = (group: Group) => {
    open.delete(group);
    entries.push(entryOf(group, (value) => asked.has(value) || takers(value).some((taker) => !group.members.includes(taker))));
  };
  for (const entry of tape.entries) {
    const needed = new Set(entry.type === 'feed' ? [] : entry.inputs.flatMap(({ ref }) => (ref.kind === 'value' ? [ref.value] : [])));
    const makers = [...open].filter(({ members }) => members.some(({ outputs }) => needed.has(outputs[0]!.value)));
    const rowLength = entry.type === 'feed' ? undefined : rowLengthOf(entry);
    if (entry.type === 'feed' || rowLength === undefined) {
      for (const group of makers) done(group);
      entries.push(entry);
      continue;
    }
    const size = sizeOf(entry.outputs[0]!.shape);
    const fitting = makers.length === 1 && isRoomIn(makers[0]!, entry, size, rowLength) ? makers[0]! : null;
    if (fitting !== null) {
      fitting.members.push(entry);
      fitting.rowLength ??= rowLength;
      continue;
    }
    for (const group of makers) done(group);
    open.add({ size, rowLength, members: [entry] });
  }
  for (const group of [...open]) done(group);
  return { ...tape, entries };
}

function takersOf(tape: Tape): (value: number) => KernelEntry[] {
  const takers = new Map<number, KernelEntry[]>();
  for (const entry of tape.entries) {
    if (entry.type === 'feed') continue;
    for (const { ref } of entry.inputs) {
      if (ref.kind !== 'value') continue;
      const known = takers.get(ref.value);
      if (known === undefined) takers.set(ref.value, [entry]);
      else known.push(entry);
    }
  }
  return (value) => takers.get(value) ?? [];
}

/** What rows its operands come in: a length, null where there are none; undefined where it is not for a loop of ours. */
function rowLengthOf({ name, inputs, outputs }: KernelEntry): number | null | undefined {
  const [output] = outputs;
  const isFloat = [...inputs, output!].every(({ dtype }) => dtype === 'float32');
  if (!isChainOperation(name) || outputs.length !== 1 || !isFloat || sizeOf(output!.shape) < shortest) return undefined;
  let rowLength: number | null = null;
  for (const input of inputs) {
    const kind = kindOf(input, output!);
    if (kind === null) return undefined;
    if (kind === 'row') rowLength = sizeOf(input.shape);
  }
  return rowLength;
}

/** Null where it is broadcast in another way. */
function kindOf({ shape }: Operand, output: Output): InputKind | null {
  const trimmed = shape.slice(shape.findIndex((side) => side !== 1));
  if (sizeOf(shape) === sizeOf(output.shape)) return 'whole';
  if (sizeOf(shape) === 1) return 'scalar';
  return trimmed.every((side, at) => side === output.shape[output.shape.length - trimmed.length + at]) ? 'row' : null;
}

function isRoomIn(group: Group, entry: KernelEntry, size: number, rowLength: number | null): boolean {
  const sameRows = group.rowLength === null || rowLength === null || group.rowLength === rowLength;
  const together = [...group.members, entry];
  const arrays = new Set(together.flatMap(({ inputs, outputs }) => [...inputs.map(({ ref }) => keyOf(ref)), keyOf(valueRef(outputs[0]!))]));
  return group.size === size && sameRows && together.length <= mostSteps && arrays.size <= mostArrays + together.length;
}

function valueRef({ value }: Output): Operand['ref'] {
  return { kind: 'value', value };
}

const constantKeys = new WeakMap<object, number>();
let constants = 0;
function keyOf(ref: Operand['ref']): string {
  if (ref.kind === 'value') return `value ${ref.value}`;
  if (ref.kind === 'variable') return `variable ${ref.variable}`;
  if (!constantKeys.has(ref.dataId)) {
    constants += 1;
    constantKeys.set(ref.dataId, constants);
  }
  return `constant ${constantKeys.get(ref.dataId)}`;
}

/** The group as one kernel that gives back the values that somebody outside takes. */
function entryOf({ members, size, rowLength }: Group, isTaken: (value: number) => boolean): KernelEntry {
  const inputs: Input[] = [];
  const kinds: InputKind[] = [];
  const places = new Map<string, number>();
  const inside = new Map(members.map(({ outputs }, at) => [outputs[0]!.value, at]));
  const isInside = ({ ref }: Operand) => ref.kind === 'value' && inside.has(ref.value);
  for (const { inputs: taken, outputs } of members) {
    for (const input of taken) {
      const kind = kindOf(input, outputs[0]!)!;
      const key = `${kind} ${keyOf(input.ref)}`;
      if (isInside(input) || places.has(key)) continue;
      places.set(key, inputs.length);
      inputs.push({ ...input, name: String(inputs.length) });
      kinds.push(kind);
    }
  }
  const steps = members.map(({ name, inputs: taken, outputs, attrs }): ChainStep => {
    const operands = [...taken]
      .sort(byName)
      .map((input) =>
        isInside(input)
          ? inputs.length + inside.get((input.ref as { value: number }).value)!
          : places.get(`${kindOf(input, outputs[0]!)!} ${keyOf(input.ref)}`)!,
      );
    return { operation: name as ChainStep['operation'], operands, alpha: Number(attrs?.alpha ?? 0) };
  });
  const kept = [...members.keys()].filter((at) => isTaken(members[at]!.outputs[0]!.value));
  const chain: Chain = { inputs: kinds, steps, outputs: kept };
  const outputs = kept.map((at) => members[at]!.outputs[0]!);
  const run = chainKernel(chain, { rows: rowLength === null ? 1 : size / rowLength, rowLength: rowLength ?? size, outputs });
  return { type: 'kernel', name: 'Chain', run: run as Kernel, inputs, isListed: true, attrs: undefined, outputs, frees: [] };
}

/** a before b: tfjs names the operands of every binary kernel so, x that of a unary one. */
function byName({ name: one }: Input, { name: other }: Input): number {
  return one < other ? -1 : 1;
}
