import type { Loops } from './loops.ts';
import { tileColumns, tileRows } from './product-code.ts';
import { onePart } from './padded.ts';

/** A product of rows that are read where they lie (product-code.ts) with a matrix of `columns` columns. */
export interface Product {
  rows: number;
  /** Writes pairs (address of a row's first number, address of its output), in bytes. */
  addressRows(table: Int32Array): void;
  /** Byte offsets of each row's runs; every run has `count` numbers `step` bytes apart. */
  runs: number[];
  count: number;
  step: number;
  columns: number;
  /**
   * Where the right side's number of row k of run r and column n lies: address + 4·(r·runStride + k·rowStride + n·columnStride).
   * One of the last two strides is 1.
   */
  right: { address: number; runStride: number; rowStride: number; columnStride: number };
}

/** Inside `scratch.during`. */
export function multiply(loops: Loops, product: Product): void {
  const { rows, runs, count, step, columns, right } = product;
  const tiles = Math.ceil(rows / tileRows);
  const inner = runs.length * count;
  const table = loops.scratch.take(2 * tiles * tileRows);
  const offsets = loops.scratch.take(runs.length);
  const packed = loops.scratch.take(Math.ceil(columns / tileColumns) * tileColumns * inner);
  const addresses = new Int32Array(loops.memory.buffer, table, 2 * tiles * tileRows);
  product.addressRows(addresses);
  // The last tile is filled up with its last row, which is then computed more than once.
  for (let row = rows; row < tiles * tileRows; row += 1) {
    addresses[2 * row] = addresses[2 * rows - 2]!;
    addresses[2 * row + 1] = addresses[2 * rows - 1]!;
  }
  new Int32Array(loops.memory.buffer, offsets, runs.length).set(runs);
  pack(loops, packed, right, { runs: runs.length, count, columns });
  loops.product({
    rows: table,
    runs: offsets,
    runsEnd: offsets + 4 * runs.length,
    count,
    step,
    packed,
    columns,
    units: tiles,
    // What is computed: whole tiles.
    effort: (tiles * tileRows * inner * Math.ceil(columns / tileColumns) * tileColumns) / 20,
  });
}

/** Eight columns side by side, panel after panel; those beyond the last are zeros. */
function pack(loops: Loops, to: number, right: Product['right'], sizes: { runs: number; count: number; columns: number }): void {
  const whole = Math.floor(sizes.columns / tileColumns);
  const rest = sizes.columns % tileColumns;
  const panel = 4 * tileColumns * sizes.runs * sizes.count;
  if (whole > 0) {
    packPanels(loops, to, right, { ...sizes, panels: whole, columns: tileColumns });
  }
  if (rest > 0) {
    const last = to + whole * panel;
    new Float32Array(loops.memory.buffer, last, panel / 4).fill(0);
    const address = right.address + 4 * whole * tileColumns * right.columnStride;
    packPanels(loops, last, { ...right, address }, { ...sizes, panels: 1, columns: rest });
  }
}

interface Panels {
  runs: number;
  count: number;
  panels: number;
  columns: number;
}
function packPanels(loops: Loops, to: number, right: Product['right'], { runs, count, panels, columns }: Panels): void {
  const { address, runStride, rowStride, columnStride } = right;
  const places = {
    from: address,
    to,
    units: panels,
    unitFrom: 4 * tileColumns * columnStride,
    unitTo: 4 * tileColumns * runs * count,
    parts: runs,
    partFrom: 4 * runStride,
    partTo: 4 * tileColumns * count,
  };
  if (columnStride === 1) {
    loops.copy({ ...places, rows: count, rowFrom: 4 * rowStride, rowTo: 4 * tileColumns, columns });
  } else {
    loops.transpose({ ...places, rows: columns, rowFrom: 4 * columnStride, rowTo: 4 * tileColumns, columns: count });
  }
}

/** [rows, columns] → [columns, rows], `units` of them one after the other. */
export function transpose(
  loops: Loops,
  from: number,
  to: number,
  { units, rows, columns }: { units: number; rows: number; columns: number },
): void {
  const bytes = 4 * rows * columns;
  loops.transpose({ from, to, units, unitFrom: bytes, unitTo: bytes, ...onePart, rows, rowFrom: 4 * columns, rowTo: 4 * rows, columns });
}
