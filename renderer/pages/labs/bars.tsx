import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { formatNumber } from '../../charts/number-format.ts';
import classes from './labs.module.css';

interface BarsProps {
  /** Such as P. */
  name: string;
  color: string;
  heights: readonly number[];
  shares: readonly number[] | null;
  highest: number;
  onHeights: (heights: number[]) => void;
}

/** A histogram whose bars are drawn by hand: the pointer drags over them, arrow keys lift the one in focus. */
export function Bars({ name, color, heights, shares, highest, onHeights }: BarsProps) {
  const row = useRef<HTMLDivElement>(null);
  const before = useRef<number | null>(null);
  // A bar is its place.
  const places = heights.map((_, bar) => `place ${bar + 1}`);
  const put = (bar: number, height: number) =>
    onHeights(heights.map((was, i) => (i === bar ? Math.max(0, Math.min(highest, Math.round(height))) : was)));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = row.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const at = Math.floor(((event.clientX - box.left) / box.width) * heights.length);
    const bar = Math.max(0, Math.min(heights.length - 1, at));
    const height = Math.max(0, Math.min(highest, Math.round((1 - (event.clientY - box.top) / box.height) * highest)));
    // A quick hand leaves no bar out.
    const from = before.current ?? bar;
    before.current = bar;
    onHeights(heights.map((was, i) => (i >= Math.min(from, bar) && i <= Math.max(from, bar) ? height : was)));
  };
  const press = (event: KeyboardEvent, bar: number) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key];
    const aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined && aside === undefined) return;
    event.preventDefault();
    if (by !== undefined) put(bar, heights[bar] + by);
    const next = aside === undefined ? null : event.currentTarget.parentElement?.children[bar + aside];
    if (next instanceof HTMLElement) next.focus();
  };
  return (
    <section className={classes.bars} aria-label={`Histogram ${name}`}>
      <h2>
        {name} <span>{shares ? 'drag the bars' : 'no earth: drag a bar up'}</span>
      </h2>
      <div
        ref={row}
        className={classes.barRow}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          before.current = null;
          drag(event);
        }}
        onPointerMove={drag}
      >
        {heights.map((height, bar) => (
          <div
            key={places[bar]}
            className={classes.bar}
            role="slider"
            tabIndex={0}
            aria-orientation="vertical"
            aria-label={`${name}, place ${bar + 1}`}
            aria-valuemin={0}
            aria-valuemax={highest}
            aria-valuenow={height}
            aria-valuetext={shares ? `share ${formatNumber(shares[bar], 3)}` : '0'}
            title={shares ? `${name}, place ${bar + 1}: ${formatNumber(shares[bar], 4)}` : undefined}
            onKeyDown={(event) => press(event, bar)}
          >
            <i style={{ height: `${(height / highest) * 100}%`, background: color }} />
          </div>
        ))}
      </div>
      <div className={classes.barNames} aria-hidden="true">
        {places.map((place, bar) => (
          <span key={place}>{bar + 1}</span>
        ))}
      </div>
    </section>
  );
}
