import { type Code, code, type WasmFunction } from './wasm-code.ts';

/** Where the words of a task that threads share lie, in bytes from its start; what is written by many has a cache line of its own. */
export const shared = {
  /** Odd while there are units to take; −1 sends the threads home. */
  generation: 0,
  next: 64,
  /** Threads that may be at work on the present generation. */
  active: 128,
  failed: 132,
  kind: 192,
  units: 196,
  share: 200,
  arguments: 256,
  bytes: 512,
} as const;

const { get, set, tee, constant, add } = code;

/**
 * perform(kind, arguments, from, to): units `from` up to `to` of a task, by the function of that kind: from the place `first` on lie
 * those of this module; `other` has the rest.
 */
export function performFunction({ first, kinds, other }: { first: number; kinds: number; other: number }): WasmFunction {
  const [kind, block, from, to] = [0, 1, 2, 3];
  const choose = (place: number): Code =>
    place === kinds
      ? [...get(kind), ...get(block), ...get(from), ...get(to), ...code.call(other)]
      : code.when([...get(kind), ...constant(place), ...code.notEqual], choose(place + 1), [
          ...get(block),
          ...get(from),
          ...get(to),
          ...code.call(first + place),
        ]);
  return { name: 'perform', parameters: 4, integers: 0, vectors: 0, body: choose(0) };
}

/** claim(task): takes units, some at a time, until none are left. Who computes a unit changes nothing about its numbers. */
export function claimFunction({ perform }: { perform: number }): WasmFunction {
  const [task, from, to] = [0, 1, 2];
  const word = (offset: number): Code => [...get(task), ...code.load(offset)];
  return {
    name: 'claim',
    parameters: 1,
    integers: 2,
    vectors: 0,
    body: code.loopWhile(
      [...get(task), ...word(shared.share), ...code.atomicAdd(shared.next), ...tee(from), ...word(shared.share), ...add, ...set(to)],
      code.when([...word(shared.units), ...get(to), ...code.lessThan], [...word(shared.units), ...set(to)]),
      code.when(
        [...get(from), ...get(to), ...code.lessThan],
        [...word(shared.kind), ...get(task), ...constant(shared.arguments), ...add, ...get(from), ...get(to), ...code.call(perform)],
      ),
      [...get(from), ...word(shared.units), ...code.lessThan],
    ),
  };
}

/** Looks that a waiting thread takes before it sleeps: some ten microseconds, less than waking it costs. */
const looks = 10_000;

/**
 * serve(task): the life of a thread. It counts itself in before it looks at the generation again: whoever closes one waits until
 * all are out, so that no thread ever reads a task that is being written.
 */
export function serveFunction({ claim }: { claim: number }): WasmFunction {
  const [task, generation, last, looked] = [0, 1, 2, 3];
  const now: Code = [...get(task), ...code.atomicLoad(shared.generation)];
  const work: Code = [
    ...[...get(task), ...constant(1), ...code.atomicAdd(shared.active), ...code.drop],
    ...code.when([...now, ...get(generation), ...code.notEqual], [], [...get(task), ...code.call(claim), ...get(generation), ...set(last)]),
    ...leave(task),
    ...[...constant(0), ...set(looked)],
  ];
  const idle: Code = [
    ...[...get(looked), ...constant(1), ...add, ...set(looked)],
    ...code.when(
      [...constant(looks), ...get(looked), ...code.lessThan],
      [...get(task), ...get(generation), ...code.longConstant(-1), ...code.atomicWait, ...code.drop, ...constant(0), ...set(looked)],
    ),
  ];
  return {
    name: 'serve',
    parameters: 1,
    integers: 3,
    vectors: 0,
    body: code.loopWhile(
      [...now, ...set(generation)],
      code.when(
        [...get(generation), ...constant(1), ...code.and, ...get(generation), ...get(last), ...code.notEqual, ...code.and],
        work,
        idle,
      ),
      [...get(generation), ...constant(-1), ...code.notEqual],
    ),
  };
}

/** fail(task): what a thread that broke off says last. */
export function failFunction(): WasmFunction {
  const task = 0;
  return {
    name: 'fail',
    parameters: 1,
    integers: 0,
    vectors: 0,
    body: [...get(task), ...constant(1), ...code.atomicStore(shared.failed), ...leave(task)],
  };
}

/** Counts the thread out, and wakes who waits for the last. */
function leave(task: number): Code {
  return code.when(
    [...get(task), ...constant(-1), ...code.atomicAdd(shared.active), ...constant(1), ...code.notEqual],
    [],
    [...get(task), ...constant(shared.active), ...add, ...constant(1), ...code.atomicNotify, ...code.drop],
  );
}
