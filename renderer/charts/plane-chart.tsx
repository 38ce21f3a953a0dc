import { type ReactNode, type PointerEvent, useCallback, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { ChartFrame } from './chart-frame.tsx';
import type { ChartTokens } from './chart-tokens.ts';
import classes from './curve-chart.module.css';
import type { SeriesOption } from './echarts.ts';
import { type Plane, planeOption, plotArea, type PlotArea, type Spot, spotAt } from './plane.ts';
import type { TableData } from './table-data.ts';
import { type BuildOption, usePlot } from './use-plot.ts';

export interface PlaneChartProps {
  title: string;
  unit?: string;
  caption?: ReactNode;
  /** Identities of `plane` and `series` say when to draw again. */
  plane: Plane;
  series: (area: PlotArea, tokens: ChartTokens) => SeriesOption[];
  /** The picture in words, for screen readers. */
  describe: string;
  table: () => TableData;
  /** Exact values at a place; null where there is nothing to say. */
  tip?: (spot: Spot) => ReactNode;
  actions?: ReactNode;
  menu?: ReactNode;
  /** Over the plot, such as a colour bar, or handles that need to know where the plot lies. */
  overlay?: ReactNode | ((area: PlotArea) => ReactNode);
  /** Shown in place of a picture where there is nothing to draw. */
  empty?: ReactNode;
}

/** A picture on two plain axes with exact values under the pointer. */
export function PlaneChart({ title, unit, caption, plane, series, describe, table, tip, actions, menu, overlay, empty }: PlaneChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef(0);
  const [hover, setHover] = useState<{ spot: Spot; left: number; top: number } | null>(null);
  const build: BuildOption = useCallback(
    (size, tokens) => {
      const area = plotArea(plane, size);
      return planeOption(plane, area, tokens, series(area, tokens));
    },
    [plane, series],
  );
  const plot = usePlot(build, describe);
  const follow = (event: PointerEvent) => {
    if (!tip) return;
    const { clientX: left, clientY: top } = event;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const rect = box.current?.getBoundingClientRect();
      const spot = rect ? spotAt(plane, plotArea(plane, plot.size), left - rect.left, top - rect.top) : null;
      setHover(spot ? { spot, left, top } : null);
    });
  };
  const leave = () => {
    cancelAnimationFrame(frame.current);
    setHover(null);
  };
  const words = hover && tip ? tip(hover.spot) : null;
  return (
    <ChartFrame title={title} unit={unit} caption={caption} table={table} picture={plot.picture} actions={actions} menu={menu}>
      <div ref={box} className={classes.plot} data-chart="plane" onPointerMove={follow} onPointerLeave={leave}>
        <div ref={plot.ref} className={classes.canvas} />
        {typeof overlay !== 'function' ? overlay : plot.size.width < 10 ? null : overlay(plotArea(plane, plot.size))}
        {empty ? <div className={classes.wait}>{empty}</div> : null}
        {words && hover ? <PlaneTip left={hover.left} top={hover.top} words={words} /> : null}
      </div>
    </ChartFrame>
  );
}

function PlaneTip({ left, top, words }: { left: number; top: number; words: ReactNode }) {
  const side = left > window.innerWidth / 2 ? { right: window.innerWidth - left + 14 } : { left: left + 14 };
  const place = { ...side, ...(top > window.innerHeight * 0.75 ? { bottom: window.innerHeight - top + 10 } : { top: top + 14 }) };
  return createPortal(
    <div className={classes.tip} style={place} aria-hidden="true">
      {words}
    </div>,
    document.body,
  );
}
