import { createPortal } from 'react-dom';
import type { CurveAxis } from './axis-ticks.ts';
import classes from './curve-chart.module.css';
import { type BandOfRuns, type CurveDrawing, type DrawnLine, nearestPoint } from './curve-drawing.ts';
import { LineSwatch } from './line-swatch.tsx';
import { formatExact, formatNumber, formatSeconds, formatStep } from './number-format.ts';

export interface TipPlace {
  x: number;
  /** On the drawn scale. */
  y: number;
  left: number;
  top: number;
}
interface TipRow {
  id: string;
  index: number;
  distance: number;
}
const mostRows = 16;

/** The exact recorded values nearest to the pointer, the nearest line in bold. */
export function CurveTip({ drawing, axis, place }: { drawing: CurveDrawing; axis: CurveAxis; place: TipPlace }) {
  const rows = nearestRows(drawing, place);
  if (rows.length === 0) return null;
  const best = rows.reduce((least, row) => (row.distance < least.distance ? row : least));
  const onLeft = place.left > window.innerWidth / 2;
  const style = {
    top: Math.max(4, Math.min(place.top + 14, window.innerHeight - 40 - rows.length * 16)),
    ...(onLeft ? { right: window.innerWidth - place.left + 14 } : { left: place.left + 14 }),
  };
  const { drawn } = best;
  const isOneSeries = rows.every((row) => row.drawn.line.key === drawn.line.key);
  return createPortal(
    <div className={classes.tip} style={style} aria-hidden="true">
      <div className={classes.tipHead}>
        {isOneSeries ? <code>{drawn.line.key}</code> : null} {placeWords(drawn, best.index, axis)}
      </div>
      {rows.slice(0, mostRows).map((row) => (
        <div key={row.id} className={row === best ? `${classes.tipRow} ${classes.tipNear}` : classes.tipRow}>
          <LineSwatch color={row.drawn.line.color} dash={row.drawn.line.dash} />
          <span className={classes.tipName}>{row.drawn.line.label}</span>
          {isOneSeries ? null : <code className={classes.tipAside}>{row.drawn.line.key}</code>}
          <span>
            {row.drawn.line.band ? formatNumber(row.drawn.line.values[row.index], 6) : formatExact(row.drawn.line.values[row.index])}
          </span>
          {row.drawn.smooth ? (
            <span className={classes.tipAside}>
              smooth {formatExact(Number(unscaled(row.drawn.smooth[row.index], drawing).toPrecision(6)))}
            </span>
          ) : null}
          {row.drawn.line.band ? <BandWords band={row.drawn.line.band} index={row.index} /> : null}
          {axis === 'step' && row.drawn.x[row.index] !== drawn.x[best.index] ? (
            <span className={classes.tipAside}>at {formatStep(row.drawn.x[row.index])}</span>
          ) : null}
        </div>
      ))}
      {rows.length > mostRows ? <div className={classes.tipAside}>and {rows.length - mostRows} more</div> : null}
    </div>,
    document.body,
  );
}

function placeWords({ line, x }: DrawnLine, index: number, axis: CurveAxis): string {
  const relative = axis === 'relative' ? `${formatSeconds(x[index])} in` : null;
  const isGroup = line.band !== undefined;
  if (axis === 'value') return `at ${formatNumber(x[index], 6)} · step ${formatStep(line.steps[index])}`;
  const step = isGroup && axis !== 'step' ? null : `step ${formatStep(isGroup ? x[index] : line.steps[index])}`;
  const clock = isGroup && axis !== 'time' ? null : new Date(isGroup ? x[index] : line.times[index]).toLocaleTimeString();
  return [step, relative, clock].filter((part) => part !== null).join(' · ');
}

function BandWords({ band, index }: { band: BandOfRuns; index: number }) {
  const [low, high, runs] = [band.low[index], band.high[index], band.runs[index]];
  return (
    <span className={classes.tipAside}>
      {Number.isNaN(low) || Number.isNaN(high) ? '' : `${formatNumber(low)} … ${formatNumber(high)}, `}
      {runs} {runs === 1 ? 'run' : 'runs'}
    </span>
  );
}

function nearestRows(drawing: CurveDrawing, place: TipPlace): (TipRow & { drawn: CurveDrawing['lines'][number] })[] {
  const rows = drawing.lines.flatMap((drawn) => {
    const index = nearestPoint(drawn.x, place.x);
    if (index < 0) return [];
    const height = (drawn.smooth ?? drawn.raw)[index];
    const distance = Number.isNaN(height) ? Infinity : Math.abs(height - place.y);
    return [{ id: `${drawn.line.run} ${drawn.line.key}`, index, distance, drawn }];
  });
  return rows.sort((a, b) => rank(b.drawn.line.values[b.index]) - rank(a.drawn.line.values[a.index]));
}
function rank(value: number): number {
  return Number.isNaN(value) ? -Infinity : value;
}
function unscaled(value: number, drawing: CurveDrawing): number {
  return drawing.isLog ? 10 ** value : value;
}
