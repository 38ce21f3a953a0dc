import { type Brush, brushed } from '../charts/run-brush.ts';
import { shade } from '../charts/run-colors.ts';
import { numberWords, type RunScale } from '../charts/run-scale.ts';
import type { RunTable } from '../charts/run-table.ts';
import { runColor } from '../theme.ts';
import { useScheme } from '../ui/use-scheme.ts';

/** What must be said under a plot of runs: how many there are, which have no place on an axis, what the colours are. */
export function PlotCaption(props: {
  table: RunTable;
  scales: RunScale[];
  color: RunScale | null;
  colorLabel: string;
  brush: Brush;
  words: (field: string) => string;
}) {
  const { table, scales, color, colorLabel, brush, words } = props;
  const count = table.id.length;
  if (count === 0) return null;
  const chosen = brush.size === 0 ? count : brushed(table, brush).reduce((sum, is) => sum + is, 0);
  const missing = scales
    .filter(({ unplaced }) => unplaced > 0)
    .map(({ field, unplaced }) => `${unplaced} ${unplaced === 1 ? 'has' : 'have'} no place on ${words(field)}`);
  const unseen = [...brush.keys()].filter((field) => !table.columns.some((column) => column.field === field));
  const logs = scales.filter(({ kind }) => kind === 'log').map(({ field }) => words(field));
  return (
    <>
      {color && <ColorKey scale={color} label={colorLabel} />} {brush.size > 0 && <b>{chosen} of </b>}
      {count} run{count === 1 ? '' : 's'}
      {table.total > count ? `, the newest of ${table.total}` : ''}
      {missing.length > 0 ? ` · ${missing.join(', ')}` : ''}
      {logs.length > 0 ? ` · logarithmic: ${logs.join(', ')}` : ''}
      {unseen.length > 0 ? ` · also brushed: ${unseen.map(words).join(', ')}` : ''}
    </>
  );
}

const mostNamed = 12;

function ColorKey({ scale, label }: { scale: RunScale; label: string }) {
  const scheme = useScheme();
  if (scale.kind === 'category') {
    return (
      <span>
        {label}:{' '}
        {scale.ticks.slice(0, mostNamed).map((tick, at) => (
          <span key={tick.share} style={{ marginRight: 8, whiteSpace: 'nowrap' }}>
            <span style={{ color: runColor(at, scheme) }} aria-hidden="true">
              ●
            </span>{' '}
            {tick.label}
          </span>
        ))}
        {scale.ticks.length > mostNamed ? `and ${scale.ticks.length - mostNamed} more ` : ''}
      </span>
    );
  }
  const stops = Array.from({ length: 9 }, (_, at) => shade(at / 8, scheme));
  return (
    <span>
      {label}
      {scale.kind === 'log' ? ' (log)' : ''} {numberWords('number', scale.valueAt(0))}{' '}
      <span
        aria-hidden="true"
        style={{
          display: 'inline-block',
          width: 64,
          height: 8,
          borderRadius: 2,
          background: `linear-gradient(to right, ${stops.join(', ')})`,
        }}
      />{' '}
      {numberWords('number', scale.valueAt(1))} ·
    </span>
  );
}
