import { useQuery } from '@tanstack/react-query';
import type { Curve } from '../api-client.ts';
import { useChanges } from '../live.ts';
import { useCalm } from './calm.ts';
import { askSpark } from './spark-source.ts';
import { useRunColor } from './use-scheme.ts';

/** A series in the space of a word: no axis, the extremes kept, a gap where values are not finite. */
export function Sparkline({
  run,
  series,
  color,
  width = 96,
  height = 18,
}: {
  run: string;
  series: string;
  color: number;
  width?: number;
  height?: number;
}) {
  const colorOf = useRunColor();
  const { data, refetch } = useQuery({
    queryKey: ['spark', run, series, width],
    queryFn: () => askSpark(run, series, width),
    placeholderData: (before) => before,
  });
  const again = useCalm(() => void refetch({ cancelRefetch: false }), 1000);
  useChanges(run, ['points'], again);
  return (
    <svg width={width} height={height} aria-hidden="true" style={{ display: 'block' }}>
      {data && <path d={sparkPath(data, width, height)} fill="none" stroke={colorOf(color)} strokeWidth={1.2} />}
    </svg>
  );
}

export function sparkPath({ steps, values }: Pick<Curve, 'steps' | 'values'>, width: number, height: number): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return '';
  const [low, high] = finite.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [finite[0], finite[0]]);
  const span = steps[steps.length - 1] - steps[0];
  const x = (step: number) => 1 + (span === 0 ? 0 : ((step - steps[0]) / span) * (width - 2));
  const y = (value: number) => (high === low ? height / 2 : height - 2 - ((value - low) / (high - low)) * (height - 4));
  let path = '';
  let isOpen = false;
  for (let i = 0; i < steps.length; i++) {
    if (Number.isFinite(values[i])) path += `${isOpen ? 'L' : 'M'}${x(steps[i]).toFixed(1)} ${y(values[i]).toFixed(1)}`;
    isOpen = Number.isFinite(values[i]);
  }
  return path;
}
