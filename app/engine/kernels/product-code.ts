import { type Code, code, type WasmFunction } from './wasm-code.ts';

/** Rows and columns that one pass of the inner loop computes: 12 vectors of four, all in registers. */
export const tileRows = 6;
export const tileColumns = 8;

/** What a product is given, in this order, each an address or a count; its units are tiles of rows. */
export const productArguments = [
  /** Pairs (address of the row's first number, address of its output), `tileRows` pairs a tile. */
  'rows',
  /** Byte offsets that are added to a row's address, one a run of `count` numbers that lie `step` bytes apart; up to `runsEnd`. */
  'runs',
  'runsEnd',
  'count',
  'step',
  /** The right side, `tileColumns` columns side by side, tile after tile. */
  'packed',
  'columns',
] as const;

/**
 * The inner loop of every product and convolution: each row of the left side is a list of runs through memory, so that a matrix,
 * its transpose, and the windows of a padded picture are all read where they lie. 6×8 sums stay in registers; each number of
 * the left side is spread over four lanes and multiplied into two vectors of the right side.
 * `fused` uses the multiply-add of relaxed SIMD, which doubles the speed where the processor has one.
 */
export function productFunction({ fused }: { fused: boolean }): WasmFunction {
  const { get, set, tee, constant, add, subtract, increase, countDown } = code;
  const [block, from, to] = [0, 1, 2];
  const [rows, runs, runsEnd, count, step, packed, columns] = productArguments.map((_, place) => 3 + place) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [rowsEnd, right, remaining, column, run, offset, left, out] = [10, 11, 12, 13, 14, 15, 16, 17];
  const pointers = Array.from({ length: tileRows }, (_, row) => 18 + row);
  const integers = 15 + tileRows;
  const sums = Array.from({ length: 2 * tileRows }, (_, at) => 3 + integers + at);
  const [first, second, spread] = [0, 1, 2].map((at) => 3 + integers + sums.length + at) as [number, number, number];
  const multiplyInto = (sum: number, vector: number): Code =>
    fused
      ? [...get(spread), ...get(vector), ...get(sum), ...code.multiplyAdd, ...set(sum)]
      : [...get(spread), ...get(vector), ...code.multiplyVectors, ...get(sum), ...code.addVectors, ...set(sum)];

  /** One number of every row times eight of the right side; `ahead` numbers after the pointers. */
  const multiply = (ahead: number): Code => [
    ...[...get(right), ...code.loadVector(32 * ahead), ...set(first)],
    ...[...get(right), ...code.loadVector(32 * ahead + 16), ...set(second)],
    ...pointers.flatMap((pointer, row) => [
      ...[...get(pointer), ...code.loadSplat(4 * ahead), ...set(spread)],
      ...multiplyInto(sums[2 * row]!, first),
      ...multiplyInto(sums[2 * row + 1]!, second),
    ]),
  ];
  const stepwise = (advance: Code): Code => [
    ...multiply(0),
    ...increase(right, constant(32)),
    ...pointers.flatMap((pointer) => increase(pointer, advance)),
  ];
  const several = 4;
  const contiguous: Code = [
    ...code.when(
      [...get(count), ...constant(-several), ...code.and, ...tee(left)],
      code.loopWhile(
        Array.from({ length: several }, (_, ahead) => multiply(ahead)).flat(),
        increase(right, constant(32 * several)),
        pointers.flatMap((pointer) => increase(pointer, constant(4 * several))),
        countDown(left, several),
      ),
    ),
    ...code.when(
      [...get(count), ...constant(several - 1), ...code.and, ...tee(left)],
      code.loopWhile(stepwise(constant(4)), countDown(left)),
    ),
  ];
  const strided: Code = [...get(count), ...set(left), ...code.loopWhile(stepwise(get(step)), countDown(left))];

  const oneRun: Code = [
    ...[...get(run), ...code.load(), ...set(offset)],
    ...pointers.flatMap((pointer, row) => [...get(rows), ...code.load(8 * row), ...get(offset), ...add, ...set(pointer)]),
    ...code.when([...get(step), ...constant(4), ...code.notEqual], strided, contiguous),
    ...increase(run, constant(4)),
    ...[...get(run), ...get(runsEnd), ...code.notEqual],
  ];
  const outOf = (row: number): Code => [...get(rows), ...code.load(8 * row + 4), ...get(column), ...add, ...set(out)];
  const storeWhole: Code = pointers.flatMap((_, row) => [
    ...outOf(row),
    ...[...get(out), ...get(sums[2 * row]!), ...code.storeVector()],
    ...[...get(out), ...get(sums[2 * row + 1]!), ...code.storeVector(16)],
  ]);
  /** The last tile of columns, number by number. */
  const storePart: Code = pointers.flatMap((_, row) => [
    ...outOf(row),
    ...Array.from({ length: tileColumns - 1 }, (_, lane) => [
      ...code.when(
        [...constant(lane), ...get(remaining), ...code.lessThan],
        [...get(out), ...get(sums[2 * row + Math.floor(lane / 4)]!), ...code.storeLane(lane % 4, 4 * lane)],
      ),
    ]).flat(),
  ]);
  const oneTile: Code = [
    ...sums.flatMap((sum) => [...code.zeroVector, ...set(sum)]),
    ...[...get(runs), ...set(run)],
    ...code.loopWhile(oneRun),
    ...code.when([...get(remaining), ...constant(tileColumns), ...code.lessThan], storePart, storeWhole),
    ...increase(column, constant(4 * tileColumns)),
    ...[...constant(0), ...get(remaining), ...constant(tileColumns), ...subtract, ...tee(remaining), ...code.lessThan],
  ];
  const tileAt = (unit: number): Code => [...get(rows), ...get(unit), ...constant(8 * tileRows), ...code.multiply, ...add];
  return {
    name: 'product',
    parameters: 3,
    integers,
    vectors: sums.length + 3,
    body: [
      ...productArguments.flatMap((_, place) => [...get(block), ...code.load(4 * place), ...set(3 + place)]),
      ...[...tileAt(to), ...set(rowsEnd), ...tileAt(from), ...set(rows)],
      ...code.loopWhile(
        [...get(packed), ...set(right), ...constant(0), ...set(column), ...get(columns), ...set(remaining)],
        code.loopWhile(oneTile),
        increase(rows, constant(8 * tileRows)),
        [...get(rows), ...get(rowsEnd), ...code.notEqual],
      ),
    ],
  };
}
