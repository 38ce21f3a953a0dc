import { columnFromArray, float64, tableFromColumns, tableToIPC, uint16, type TypedArray } from '@uwdata/flechette';
import { Hono } from 'hono';
import { askBands } from '../../shared/api/bands.ts';
import { askCurves } from '../../shared/api/measurements.ts';
import type { BandColumns } from '../store/bands.ts';
import type { CurveColumns } from '../store/store.ts';
import { readJson } from './body.ts';
import type { Parts } from './parts.ts';
import { binary } from './responses.ts';

/** POST /api/curves of shared/api/measurements.ts, and /bands of shared/api/bands.ts. */
export function curveRoutes({ store }: Parts): Hono {
  const routes = new Hono();
  routes.post('/', async ({ req }) => {
    const columns = store.series.curves(await readJson(req.raw, askCurves));
    return binary(curvesToArrow(columns), arrowType);
  });
  routes.post('/bands', async ({ req }) => binary(bandsToArrow(store.series.bands(await readJson(req.raw, askBands))), arrowType));
  return routes;
}

const arrowType = 'application/vnd.apache.arrow.stream';

/** Columns as the bytes of an Arrow IPC stream. */
export function curvesToArrow({ exact, ...columns }: CurveColumns): Uint8Array {
  return toArrow(columns, { exact: String(exact) });
}
export function bandsToArrow({ width, between, nonFinite, exact, ...columns }: BandColumns): Uint8Array {
  return toArrow(columns, { width: String(width ?? ''), between: String(between), nonFinite: String(nonFinite), exact: String(exact) });
}

function toArrow(columns: Record<string, TypedArray>, metadata: Record<string, string>): Uint8Array {
  // An empty typed array leaves flechette without a batch to take the type from.
  const column = (values: TypedArray) =>
    columnFromArray(values, values.length > 0 ? undefined : values instanceof Uint16Array ? uint16() : float64());
  const table = tableFromColumns(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, column(values)])));
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
