import { type Code, code, type WasmFunction } from './wasm-code.ts';

/**
 * What both are given, in this order: addresses, then how many and how far apart (in bytes, in `from` and in `to`).
 * A unit holds `parts`, a part is a matrix of `rows` × `columns` numbers whose columns lie side by side in `from`.
 * The copy has them side by side in `to` as well, the transposition has the rows side by side there.
 */
export const copyArguments = [
  ...(['from', 'to', 'unitFrom', 'unitTo'] as const),
  ...(['parts', 'partFrom', 'partTo', 'rows', 'rowFrom', 'rowTo', 'columns'] as const),
] as const;

const [block, first, end] = [0, 1, 2];
type Argument = (typeof copyArguments)[number];
const arg = Object.fromEntries(copyArguments.map((name, place) => [name, 3 + place])) as Record<Argument, number>;
const next = 3 + copyArguments.length;
const { get, set, tee, constant, add, increase, countDown } = code;

/** Loops over the units, and in each over its parts; `source` and `target` are where a part begins. */
function overParts([part, source, target, unitSource, unitTarget]: number[], matrix: Code): Code {
  const starts = (address: number, distance: number): Code => [
    ...[...get(address), ...get(first), ...get(distance), ...code.multiply, ...add],
  ];
  return [
    ...copyArguments.flatMap((_, place) => [...get(block), ...code.load(4 * place), ...set(3 + place)]),
    ...[...starts(arg.from, arg.unitFrom), ...set(unitSource!), ...starts(arg.to, arg.unitTo), ...set(unitTarget!)],
    ...code.loopWhile(
      [...get(unitSource!), ...set(source!), ...get(unitTarget!), ...set(target!), ...get(arg.parts), ...set(part!)],
      code.loopWhile(matrix, increase(source!, get(arg.partFrom)), increase(target!, get(arg.partTo)), countDown(part!)),
      increase(unitSource!, get(arg.unitFrom)),
      increase(unitTarget!, get(arg.unitTo)),
      increase(first, constant(1)),
      [...get(first), ...get(end), ...code.notEqual],
    ),
  ];
}

const outer = [0, 1, 2, 3, 4].map((place) => next + place);
const [, source, target] = outer as [number, number, number];

export function copyFunction(): WasmFunction {
  const [row, rowSource, rowTarget, left, here, there] = [5, 6, 7, 8, 9, 10].map((place) => next + place) as number[];
  const move = (several: number): Code => [
    ...[...get(there!), ...get(here!)],
    ...(several === 4 ? [...code.loadVector(), ...code.storeVector()] : [...code.load(), ...code.store()]),
    ...increase(here!, constant(4 * several)),
    ...increase(there!, constant(4 * several)),
    ...countDown(left!, several),
  ];
  const oneRow: Code = [
    ...[...get(rowSource!), ...set(here!), ...get(rowTarget!), ...set(there!)],
    ...code.when([...get(arg.columns), ...constant(-4), ...code.and, ...tee(left!)], code.loopWhile(move(4))),
    ...code.when([...get(arg.columns), ...constant(3), ...code.and, ...tee(left!)], code.loopWhile(move(1))),
  ];
  return {
    name: 'copy',
    parameters: 3,
    integers: copyArguments.length + 11,
    vectors: 0,
    body: overParts(outer, [
      ...[...get(source), ...set(rowSource!), ...get(target), ...set(rowTarget!), ...get(arg.rows), ...set(row!)],
      ...code.loopWhile(oneRow, increase(rowSource!, get(arg.rowFrom)), increase(rowTarget!, get(arg.rowTo)), countDown(row!)),
    ]),
  };
}

/** Sixteen numbers at a time where four rows and four columns are left, then one by one. `rowTo` is what lies between columns in `to`. */
export function transposeFunction(): WasmFunction {
  const [row, rowSource, rowTarget, column, here, there, from2, to2] = [5, 6, 7, 8, 9, 10, 11, 12].map((place) => next + place) as number[];
  const integers = copyArguments.length + 13;
  const vectors = Array.from({ length: 8 }, (_, at) => 3 + integers + at);
  const [a, b, c, d, low, high, low2, high2] = vectors as [number, number, number, number, number, number, number, number];
  const twice = (local: number, to: number): Code => [...get(local), ...get(local), ...add, ...set(to)];
  const mixed = (x: number, y: number, lanes: [number, number, number, number], result: number): Code => [
    ...[...get(x), ...get(y), ...code.shuffle(...lanes), ...set(result)],
  ];
  const fromRow = (place: number): Code => [
    ...get(here!),
    ...(place & 1 ? [...get(arg.rowFrom), ...add] : []),
    ...(place & 2 ? [...get(from2!), ...add] : []),
  ];
  const toColumn = (place: number): Code => [
    ...get(there!),
    ...(place & 1 ? [...get(arg.rowTo), ...add] : []),
    ...(place & 2 ? [...get(to2!), ...add] : []),
  ];
  const sixteen: Code = [
    ...[a, b, c, d].flatMap((vector, place) => [...fromRow(place), ...code.loadVector(), ...set(vector)]),
    ...mixed(a, b, [0, 4, 1, 5], low),
    ...mixed(a, b, [2, 6, 3, 7], high),
    ...mixed(c, d, [0, 4, 1, 5], low2),
    ...mixed(c, d, [2, 6, 3, 7], high2),
    ...mixed(low, low2, [0, 1, 4, 5], a),
    ...mixed(low, low2, [2, 3, 6, 7], b),
    ...mixed(high, high2, [0, 1, 4, 5], c),
    ...mixed(high, high2, [2, 3, 6, 7], d),
    ...[a, b, c, d].flatMap((vector, place) => [...toColumn(place), ...get(vector), ...code.storeVector()]),
    ...increase(here!, constant(16)),
    ...increase(there!, [...get(to2!), ...get(to2!), ...add]),
    ...countDown(column!, 4),
  ];
  /** One number of each of `tall` rows. */
  const oneColumn = (tall: number): Code => [
    ...Array.from({ length: tall }, (_, place) => [...get(there!), ...fromRow(place), ...code.load(), ...code.store(4 * place)]).flat(),
    ...increase(here!, constant(4)),
    ...increase(there!, get(arg.rowTo)),
    ...countDown(column!),
  ];
  const begin: Code = [...get(rowSource!), ...set(here!), ...get(rowTarget!), ...set(there!)];
  const fourRows: Code = [
    ...begin,
    ...code.when([...get(arg.columns), ...constant(-4), ...code.and, ...tee(column!)], code.loopWhile(sixteen)),
    ...code.when([...get(arg.columns), ...constant(3), ...code.and, ...tee(column!)], code.loopWhile(oneColumn(4))),
    ...increase(rowSource!, [...get(from2!), ...get(from2!), ...add]),
    ...increase(rowTarget!, constant(16)),
    ...countDown(row!, 4),
  ];
  const oneRow: Code = [
    ...begin,
    ...[...get(arg.columns), ...set(column!)],
    ...code.loopWhile(oneColumn(1)),
    ...increase(rowSource!, get(arg.rowFrom)),
    ...increase(rowTarget!, constant(4)),
    ...countDown(row!),
  ];
  return {
    name: 'transpose',
    parameters: 3,
    integers,
    vectors: vectors.length,
    body: overParts(outer, [
      ...[...twice(arg.rowFrom, from2!), ...twice(arg.rowTo, to2!)],
      ...[...get(source), ...set(rowSource!), ...get(target), ...set(rowTarget!)],
      ...code.when([...get(arg.rows), ...constant(-4), ...code.and, ...tee(row!)], code.loopWhile(fourRows)),
      ...code.when([...get(arg.rows), ...constant(3), ...code.and, ...tee(row!)], code.loopWhile(oneRow)),
    ]),
  };
}
