import { type ReactNode, useCallback, useMemo } from 'react';
import { ks, signedDifference, w1 } from '../../shared/distribution.ts';
import { boundOf, boundWords, type DistributionEntry, outline, shares, type Span, spanEdges } from './distribution-drawing.ts';
import classes from './chart-frame.module.css';
import type { SeriesOption } from './echarts.ts';
import { LineSwatch } from './line-swatch.tsx';
import { formatExact, formatNumber, formatShare, formatStep } from './number-format.ts';
import type { Plane, Spot } from './plane.ts';
import { PlaneChart } from './plane-chart.tsx';
import type { TableData } from './table-data.ts';

export interface DistributionChartProps {
  title: string;
  entries: DistributionEntry[];
  span: Span;
  scale: 'linear' | 'log';
  /** Overlaid shares, or each run's share minus the first one's. */
  form: 'overlay' | 'difference';
  actions?: ReactNode;
  menu?: ReactNode;
  empty?: ReactNode;
}
const bins = 80;
/** The lowest share a logarithmic axis shows. */
const floor = 1e-5;

/** Two or more distributions on the same bins at one step: shares, the part at ±c in words, signed difference, W1 and KS. */
export function DistributionChart({ title, entries, span, scale, form, actions, menu, empty }: DistributionChartProps) {
  const drawing = useMemo(() => {
    const distributions = entries.map((entry) => entry.distribution);
    const edges = spanEdges(distributions, span, bins);
    const columns = entries.map(({ distribution }) =>
      form === 'overlay' ? shares(distribution, edges) : signedDifference(distribution, entries[0].distribution, edges),
    );
    return { edges, columns, bound: boundOf(distributions) };
  }, [entries, span, form]);
  const isLog = scale === 'log' && form === 'overlay';
  const plane = useMemo((): Plane => {
    const { edges, columns } = drawing;
    const high = Math.max(1e-9, ...columns.map((column) => Math.max(...column.map(Math.abs))));
    const y = isLog
      ? { from: Math.log10(floor), to: 0, isRuled: true, name: 'share of values', ticks: logShares }
      : {
          from: form === 'difference' ? -high * 1.06 : 0,
          to: high * 1.06,
          isRuled: true,
          name: form === 'difference' ? 'difference of shares' : 'share of values',
        };
    return { x: { from: edges[0], to: edges[edges.length - 1], name: 'value' }, y };
  }, [drawing, isLog, form]);
  const series = useCallback((): SeriesOption[] => {
    const { edges, columns } = drawing;
    return entries.map((entry, i) => ({
      type: 'line',
      id: entry.run,
      silent: true,
      showSymbol: false,
      emphasis: { disabled: true },
      data: outline(isLog ? columns[i].map((share) => Math.log10(Math.max(share, floor))) : columns[i], edges).map(([x, y], at, all) =>
        isLog && (at === 0 || at === all.length - 1) ? [x, Math.log10(floor)] : [x, y],
      ),
      lineStyle: { color: entry.color, width: 1.5, type: entry.dash.length === 0 ? 'solid' : entry.dash },
      areaStyle: form === 'overlay' ? { color: entry.color, opacity: 0.12, origin: 'start' as const } : undefined,
    }));
  }, [drawing, entries, isLog, form]);
  const tip = (spot: Spot) => {
    const { edges, columns } = drawing;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((spot.x - edges[0]) / (edges[bins] - edges[0])) * bins)));
    return (
      <>
        <div className="soft">
          {formatNumber(edges[bin])} … {formatNumber(edges[bin + 1])}
        </div>
        {entries.map((entry, i) => (
          <div key={entry.run} className="row">
            <LineSwatch color={entry.color} dash={entry.dash} />
            {entry.label} <span className="soft">step {formatStep(entry.step)}</span> {formatExact(Number(columns[i][bin].toPrecision(6)))}
          </div>
        ))}
      </>
    );
  };
  return (
    <PlaneChart
      title={title}
      plane={plane}
      series={series}
      describe={`${title}. ${entries.map((entry) => summary(entry, drawing.bound)).join(' ')}`}
      caption={<Figures entries={entries} bound={drawing.bound} span={span} inside={drawing.columns} form={form} />}
      table={() => distributionTable(entries, drawing.edges, drawing.columns)}
      tip={tip}
      actions={actions}
      menu={menu}
      empty={entries.length === 0 ? empty : undefined}
    />
  );
}

/** What the picture says, in numbers: one line a run. */
function Figures({
  entries,
  bound,
  span,
  inside,
  form,
}: {
  entries: DistributionEntry[];
  bound: number | null;
  span: Span;
  inside: Float64Array[];
  form: 'overlay' | 'difference';
}) {
  if (entries.length === 0) return null;
  const [first] = entries;
  return (
    <ul className={classes.figures}>
      {entries.map((entry, i) => {
        const { distribution } = entry;
        const shown = inside[i].reduce((sum, share) => sum + share, 0);
        return (
          <li key={entry.run} title={entry.label}>
            <LineSwatch color={entry.color} dash={entry.dash} width={14} />
            {entries.length > 2 ? <span>{entry.label}</span> : null}
            <span>
              {bound === null
                ? `mean ${formatNumber(distribution.mean)}, deviation ${formatNumber(distribution.deviation)}`
                : boundWords(distribution, bound)}
              {distribution.nonFinite > 0 ? `, ${distribution.nonFinite} not finite` : ''}
              {form === 'overlay' && span === 'bound' && shown < 0.995 ? `, ${formatShare(1 - shown)} outside the picture` : ''}
            </span>
            <span>
              {i === 0
                ? entries.length > 1
                  ? 'the reference'
                  : `${formatNumber(distribution.min)} … ${formatNumber(distribution.max)}`
                : `W1 ≈ ${formatNumber(w1(distribution, first.distribution))}, KS ≈ ${formatNumber(ks(distribution, first.distribution), 3)} from it`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function summary(entry: DistributionEntry, bound: number | null): string {
  const { mean, deviation, min, max } = entry.distribution;
  const at = bound === null ? '' : `, ${boundWords(entry.distribution, bound)}`;
  return `${entry.label} at step ${entry.step}: mean ${formatNumber(mean)}, deviation ${formatNumber(deviation)}, from ${formatNumber(min)} to ${formatNumber(max)}${at}.`;
}

function distributionTable(entries: DistributionEntry[], edges: Float64Array, columns: Float64Array[]): TableData {
  const rows = Array.from({ length: edges.length - 1 }, (_, bin) => [edges[bin], edges[bin + 1], ...columns.map((column) => column[bin])]);
  return { columns: ['from', 'to', ...entries.map(({ label, step }) => `${label} at ${step}`)], rows };
}

function logShares(): { values: number[]; labels: string[] } {
  return { values: [-5, -4, -3, -2, -1, 0], labels: ['≤ 1e−5', '1e−4', '0.001', '0.01', '0.1', '1'] };
}
