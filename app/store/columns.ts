/**
 * Columns of float64 packed without loss: each in the narrowest form that gives every number back exactly.
 * Layout, little-endian: u32 rows, u32 columns, then per column a 32-byte head (u32 form, u32 0, f64 base, f64 stride, u64 0)
 * and its numbers, padded to 8 bytes.
 */
const forms = { even: 0, offset32: 1, float32: 2, float64: 3 } as const;
const headBytes = 32;

export function packColumns(columns: Float64Array[]): Uint8Array<ArrayBuffer> {
  const rows = columns.length === 0 ? 0 : columns[0].length;
  const shapes = columns.map(formOf);
  const sizes = shapes.map((form) => (form === forms.even ? 0 : form === forms.float64 ? rows * 8 : Math.ceil(rows / 2) * 8));
  const bytes = new Uint8Array(sizes.reduce((total, size) => total + headBytes + size, 8));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, rows, true);
  view.setUint32(4, columns.length, true);
  let at = 8;
  columns.forEach((column, index) => {
    const form = shapes[index];
    view.setUint32(at, form, true);
    if (form === forms.even) {
      view.setFloat64(at + 8, rows > 0 ? column[0] : 0, true);
      view.setFloat64(at + 16, rows > 1 ? column[1] - column[0] : 0, true);
    } else if (form === forms.offset32) {
      const base = column.reduce((low, value) => Math.min(low, value));
      view.setFloat64(at + 8, base, true);
      const to = new Uint32Array(bytes.buffer, at + headBytes, rows);
      for (let row = 0; row < rows; row++) to[row] = column[row] - base;
    } else if (form === forms.float32) {
      new Float32Array(bytes.buffer, at + headBytes, rows).set(column);
    } else {
      new Float64Array(bytes.buffer, at + headBytes, rows).set(column);
    }
    at += headBytes + sizes[index];
  });
  return bytes;
}

export function unpackColumns(packed: Uint8Array): Float64Array[] {
  // Typed arrays must begin at a multiple of their element size; a blob from SQLite may not.
  const bytes = packed.byteOffset % 8 === 0 ? packed : packed.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = view.getUint32(0, true);
  const columns: Float64Array[] = [];
  let at = 8;
  for (let left = view.getUint32(4, true); left > 0; left--) {
    const form = view.getUint32(at, true);
    const base = view.getFloat64(at + 8, true);
    const stride = view.getFloat64(at + 16, true);
    const start = bytes.byteOffset + at + headBytes;
    const column = new Float64Array(rows);
    at += headBytes;
    if (form === forms.even) {
      for (let row = 0; row < rows; row++) column[row] = row === 0 ? base : base + stride * row;
    } else if (form === forms.offset32) {
      const from = new Uint32Array(bytes.buffer, start, rows);
      for (let row = 0; row < rows; row++) column[row] = base + from[row];
      at += Math.ceil(rows / 2) * 8;
    } else if (form === forms.float32) {
      column.set(new Float32Array(bytes.buffer, start, rows));
      at += Math.ceil(rows / 2) * 8;
    } else {
      column.set(new Float64Array(bytes.buffer, start, rows));
      at += rows * 8;
    }
    columns.push(column);
  }
  return columns;
}

function formOf(column: Float64Array): number {
  if (isEven(column)) return forms.even;
  if (isOffset32(column)) return forms.offset32;
  return isFloat32(column) ? forms.float32 : forms.float64;
}

function isEven(column: Float64Array): boolean {
  const base = column.length > 0 ? column[0] : 0;
  const stride = column.length > 1 ? column[1] - base : 0;
  for (let row = 1; row < column.length; row++) if (!Object.is(base + stride * row, column[row])) return false;
  return true;
}

function isOffset32(column: Float64Array): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < column.length; row++) {
    const value = column[row];
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) return false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low <= 0xffffffff;
}

function isFloat32(column: Float64Array): boolean {
  for (let row = 0; row < column.length; row++) if (!Object.is(Math.fround(column[row]), column[row])) return false;
  return true;
}
