import { useMemo } from 'react';
import { DistributionChart } from '../charts/distribution-chart.tsx';
import type { Distribution } from '../../shared/measurement.ts';
import type { PanelRun } from './panel.ts';

/** Points of one dimension: how real and generated ones are spread over the line. */
export function PointsOnLine({ run, real, generated, step }: { run: PanelRun; real: Float32Array; generated: Float32Array; step: number }) {
  const entries = useMemo(
    () => [
      { run: 'real', label: 'real', color: '#8b939e', dash: [4, 3], step, distribution: spread(real) },
      { run: run.id, label: 'generated', color: run.color, dash: [], step, distribution: spread(generated) },
    ],
    [run, real, generated, step],
  );
  return <DistributionChart title={`${run.label}, step ${step}`} entries={entries} span="all" scale="linear" form="overlay" />;
}

function spread(values: Float32Array): Distribution {
  const sorted = values.filter(Number.isFinite).sort();
  const size = sorted.length;
  const [min, max] = size === 0 ? [0, 1] : [sorted[0], sorted[size - 1]];
  const high = max > min ? max : min + 1;
  const counts = new Uint32Array(64);
  for (const value of sorted) counts[Math.min(63, Math.floor(((value - min) / (high - min)) * 64))] += 1;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / Math.max(1, size);
  const deviation = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, size));
  const quantiles = Float32Array.from({ length: 65 }, (_, i) => between(sorted, (i / 64) * Math.max(0, size - 1)));
  return { low: min, high, counts, size, nonFinite: values.length - size, min, max, mean, deviation, quantiles, bound: null };
}
function between(sorted: Float32Array, place: number): number {
  const low = Math.floor(place);
  const next = sorted[Math.min(sorted.length - 1, low + 1)] ?? 0;
  return (sorted[low] ?? 0) + (next - (sorted[low] ?? 0)) * (place - low);
}
