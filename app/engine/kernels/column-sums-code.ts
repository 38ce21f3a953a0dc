import { type Code, code, type WasmFunction } from './wasm-code.ts';

/** What column sums are given: two addresses, and the matrix's sides; a unit is sixteen columns. */
export const columnSumArguments = ['from', 'to', 'rows', 'columns'] as const;
export const columnsAUnit = 16;

const { get, set, constant, add, subtract, increase, countDown } = code;

/** Every column from its first row to its last, one number after another: the order in which the stock kernel adds, too. */
export function columnSumsFunction(): WasmFunction {
  const [block, unit, end] = [0, 1, 2];
  const [from, to, rows, columns] = columnSumArguments.map((_, place) => 3 + place) as [number, number, number, number];
  const [source, target, pitch, here, row, left] = [7, 8, 9, 10, 11, 12];
  const sums = [13, 14, 15, 16];
  /** Columns beside each other that are summed in one walk down the rows. */
  const walk = (vectors: number, load: (offset: number) => Code, store: (offset: number) => Code, width: number): Code => [
    ...sums.slice(0, vectors).flatMap((sum) => [...code.zeroVector, ...set(sum)]),
    ...[...get(source), ...set(here), ...get(rows), ...set(row)],
    ...code.loopWhile(
      sums.slice(0, vectors).flatMap((sum, at) => [...get(sum), ...get(here), ...load(16 * at), ...code.addVectors, ...set(sum)]),
      increase(here, get(pitch)),
      countDown(row),
    ),
    ...sums.slice(0, vectors).flatMap((sum, at) => [...get(target), ...get(sum), ...store(16 * at)]),
    ...increase(source, constant(4 * width)),
    ...increase(target, constant(4 * width)),
    ...[...get(left), ...constant(width), ...subtract, ...set(left)],
  ];
  const sixteen = walk(4, code.loadVector, code.storeVector, 16);
  const four = walk(1, code.loadVector, code.storeVector, 4);
  const one = walk(1, code.loadOne, (offset) => code.storeLane(0, offset), 1);
  const atLeast = (width: number): Code => [...constant(width - 1), ...get(left), ...code.lessThan];
  const startOf = (address: number): Code => [...get(address), ...get(unit), ...constant(4 * columnsAUnit), ...code.multiply, ...add];
  return {
    name: 'columnSums',
    parameters: 3,
    integers: 10,
    vectors: sums.length,
    body: [
      ...columnSumArguments.flatMap((_, place) => [...get(block), ...code.load(4 * place), ...set(3 + place)]),
      ...[...get(columns), ...constant(4), ...code.multiply, ...set(pitch)],
      ...code.loopWhile(
        [...startOf(from), ...set(source), ...startOf(to), ...set(target)],
        [...get(columns), ...get(unit), ...constant(columnsAUnit), ...code.multiply, ...subtract, ...set(left)],
        code.when(atLeast(16), sixteen, [
          ...code.when(atLeast(4), code.loopWhile(four, atLeast(4))),
          ...code.when(atLeast(1), code.loopWhile(one, atLeast(1))),
        ]),
        increase(unit, constant(1)),
        [...get(unit), ...get(end), ...code.notEqual],
      ),
    ],
  };
}
