import { Hono } from 'hono';
import { askDistributions } from '../../shared/api/measurements.ts';
import { onEqualBins } from '../../shared/distribution.ts';
import type { Distribution } from '../../shared/measurement.ts';
import { writeSafetensors, type WireTensor } from '../../shared/safetensors.ts';
import { readQuery } from './body.ts';
import { runOf, type Parts } from './parts.ts';
import { binary, safetensorsType } from './responses.ts';

type Recorded = { step: number; distribution: Distribution }[];
const quantiles = 65;

/** GET /api/runs/:id/distributions of shared/api/measurements.ts. */
export function distributionRoutes(parts: Parts): Hono {
  const routes = new Hono();
  routes.get('/:id/distributions', ({ req }) => {
    const ask = readQuery(req.raw, askDistributions);
    const recorded = parts.store.distributions
      .read({ ...ask, run: runOf(parts, req.param('id')).id })
      .map(({ step, distribution }) => ({ step, distribution: onEqualBins(distribution) }));
    return binary(writeSafetensors(toTensors(recorded), { key: ask.key }), safetensorsType);
  });
  return routes;
}

/** One row a step. Where the number of bins changed on the way, short rows end in zeros and `bins` [k] says how many count. */
function toTensors(recorded: Recorded): Record<string, WireTensor> {
  const rows = recorded.length;
  const bins = Math.max(0, ...recorded.map(({ distribution }) => distribution.counts.length));
  const column = (of: (distribution: Distribution) => number): WireTensor => ({
    shape: [rows],
    data: Float64Array.from(recorded, ({ distribution }) => of(distribution)),
  });
  const table = (width: number, of: (distribution: Distribution) => ArrayLike<number>): WireTensor => {
    const data = new Float32Array(rows * width);
    recorded.forEach(({ distribution }, row) => {
      data.set(of(distribution), row * width);
    });
    return { shape: [rows, width], data };
  };
  return {
    steps: { shape: [rows], data: Float64Array.from(recorded, ({ step }) => step) },
    low: column(({ low }) => low),
    high: column(({ high }) => high),
    min: column(({ min }) => min),
    max: column(({ max }) => max),
    mean: column(({ mean }) => mean),
    deviation: column(({ deviation }) => deviation),
    size: column(({ size }) => size),
    nonFinite: column(({ nonFinite }) => nonFinite),
    bins: column(({ counts }) => counts.length),
    bound: column(({ bound }) => bound?.value ?? Number.NaN),
    boundShare: column(({ bound }) => bound?.share ?? Number.NaN),
    counts: table(bins, ({ counts }) => counts),
    quantiles: table(quantiles, (distribution) => distribution.quantiles),
  };
}
