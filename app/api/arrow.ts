import {
  columnFromArray,
  type Column,
  dictionary,
  float64,
  tableFromColumns,
  tableToIPC,
  type TypedArray,
  uint16,
  utf8,
} from '@uwdata/flechette';
import type { BandColumns } from '../store/bands.ts';
import type { DistanceColumns } from './distances.ts';
import type { RunColumns } from '../store/run-columns.ts';
import type { CurveColumns } from '../store/store.ts';

export const arrowType = 'application/vnd.apache.arrow.stream';

/** Columns as the bytes of an Arrow IPC stream. */
export function curvesToArrow({ exact, ...columns }: CurveColumns): Uint8Array {
  return toArrow(columns, { exact: String(exact) });
}
export function bandsToArrow({ width, between, nonFinite, exact, ...columns }: BandColumns): Uint8Array {
  return toArrow(columns, { width: String(width ?? ''), between: String(between), nonFinite: String(nonFinite), exact: String(exact) });
}

export function distancesToArrow(columns: DistanceColumns): Uint8Array {
  return toArrow({ ...columns }, {});
}

export function runColumnsToArrow({ number, id, name, columns, total }: RunColumns): Uint8Array {
  const entries = columns.map(({ field, kind }) => ({ field, kind }));
  const asked = columns.map(({ kind, values }, at): [string, Column<unknown>] => [
    String(at),
    kind === 'number' || kind === 'time' || kind === 'duration'
      ? columnFromArray(values, float64())
      : columnFromArray(values, dictionary(utf8())),
  ]);
  const own: [string, Column<unknown>][] = [
    ['number', columnFromArray(number, float64())],
    ['id', columnFromArray(id, utf8())],
    ['name', columnFromArray(name, utf8())],
  ];
  return asStream(Object.fromEntries([...own, ...asked]), { fields: JSON.stringify(entries), total: String(total) });
}

function toArrow(columns: Record<string, TypedArray>, metadata: Record<string, string>): Uint8Array {
  // An empty typed array leaves flechette without a batch to take the type from.
  const column = (values: TypedArray) =>
    columnFromArray(values, values.length > 0 ? undefined : values instanceof Uint16Array ? uint16() : float64());
  return asStream(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, column(values)])), metadata);
}

function asStream(columns: Record<string, Column<unknown>>, metadata: Record<string, string>): Uint8Array {
  const table = tableFromColumns(columns);
  table.schema.metadata = new Map(Object.entries(metadata));
  const parts: Uint8Array[] = [];
  tableToIPC(table, {
    format: 'stream',
    sink: { write: (bytes) => parts.push(bytes), pad: (count) => parts.push(new Uint8Array(count)), finish: () => null },
  });
  return joined(parts);
}

/** Ten megabytes that are all written over need not be zeroed first. */
function joined(parts: Uint8Array[]): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
