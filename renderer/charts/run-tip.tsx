import { createPortal } from 'react-dom';
import { shownName } from '../ui/run-title.ts';
import classes from './curve-chart.module.css';
import { LineSwatch } from './line-swatch.tsx';
import type { RunScale } from './run-scale.ts';
import type { RunTable } from './run-table.ts';

/** What the run under the pointer is on every axis. */
export function RunTip(props: {
  table: RunTable;
  scales: RunScale[];
  labels: string[];
  run: number;
  left: number;
  top: number;
  color: string;
}) {
  const { table, scales, labels, run, left, top, color } = props;
  if (run >= table.id.length) return null;
  const onLeft = left > window.innerWidth / 2;
  const style = {
    top: Math.max(4, Math.min(top + 14, window.innerHeight - 40 - scales.length * 16)),
    ...(onLeft ? { right: window.innerWidth - left + 14 } : { left: left + 14 }),
  };
  return createPortal(
    <div className={classes.tip} style={style} aria-hidden="true">
      <div className={classes.tipHead}>
        <LineSwatch color={color} dash={[]} /> {shownName(table.name[run])} #{table.number[run]}
      </div>
      {scales.map((scale, axis) => (
        <div key={scale.field} className={classes.tipRow}>
          <span className={classes.tipName}>{labels[axis]}</span>
          <span>{scale.words(run)}</span>
        </div>
      ))}
    </div>,
    document.body,
  );
}
