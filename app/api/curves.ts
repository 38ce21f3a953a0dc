import { columnFromArray, float64, tableFromColumns, tableToIPC, uint16, type TypedArray } from '@uwdata/flechette';
import { Hono } from 'hono';
import { askCurves } from '../../shared/api/measurements.ts';
import { StudioError } from '../../shared/errors.ts';
import type { CurveColumns } from '../store/store.ts';
import { readJson } from './body.ts';
import type { Parts } from './parts.ts';
import { binary } from './responses.ts';

/** POST /api/curves of shared/api/measurements.ts. */
export function curveRoutes({ store }: Parts): Hono {
  const routes = new Hono();
  routes.post('/', async ({ req }) => {
    const columns = store.series.curves(await readJson(req.raw, askCurves));
    return binary(toArrow(columns), 'application/vnd.apache.arrow.stream');
  });
  return routes;
}

function toArrow({ series, step, time, value, exact }: CurveColumns): Uint8Array {
  // An empty typed array leaves flechette without a batch to take the type from.
  const column = (values: TypedArray) =>
    columnFromArray(values, values.length > 0 ? undefined : values instanceof Uint16Array ? uint16() : float64());
  const table = tableFromColumns({ series: column(series), step: column(step), time: column(time), value: column(value) });
  table.schema.metadata = new Map([['exact', String(exact)]]);
  const bytes = tableToIPC(table, { format: 'stream' });
  if (bytes === null) throw new StudioError('failed', 'The curves could not be written as Arrow.');
  return bytes;
}
