import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { AxisBrush } from './axis-brush.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { type ChartTokens, useChartTokens } from './chart-tokens.ts';
import { drawAxes, drawLines, layParallel, nearestLine, type ParallelLayout, parallelMargins } from './parallel-drawing.ts';
import { type Brush, brushed, spanAt, stretchOf } from './run-brush.ts';
import { type RunColors, sameColors } from './run-colors.ts';
import classes from './run-plot.module.css';
import type { RunScale } from './run-scale.ts';
import type { RunTable } from './run-table.ts';
import { RunTip } from './run-tip.tsx';
import { runTableData } from './run-table-data.ts';
import type { Size } from './use-plot.ts';
import { cleared, pictureOfLayers, useBoxSize } from './use-canvases.ts';
import { useDraftBrush } from './use-draft-brush.ts';

export interface RunPlotProps {
  title: string;
  table: RunTable;
  /** Where the runs stand on each axis, in the order of the axes. */
  scales: RunScale[];
  labels: string[];
  colors: RunColors;
  brush: Brush;
  onBrush: (brush: Brush) => void;
  onRun: (id: string) => void;
  caption: ReactNode;
  actions: ReactNode;
  menu?: ReactNode;
  empty: ReactNode;
}

/** A line a run through all its values; what is brushed on one axis is bright on all. */
export function ParallelChart(props: RunPlotProps & { head: (axis: number) => ReactNode }) {
  const { title, table, scales, labels, colors, onRun } = props;
  const tokens = useChartTokens();
  const [box, size] = useBoxSize();
  const canvases = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)] as const;
  const [ground, front, axes] = canvases;
  const layout = useMemo(() => layParallel(scales, size), [scales, size]);
  const { brush, draw } = useDraftBrush(props.brush, props.onBrush);
  const mask = useMemo(() => brushed(table, brush), [table, brush]);
  const isNarrowed = mask.includes(0);
  const count = table.id.length;
  const [tip, setTip] = useState<{ run: number; left: number; top: number } | null>(null);

  useEffect(() => {
    const context = cleared(ground.current, size);
    if (!context || !isNarrowed) return;
    const all = Uint32Array.from({ length: count }, (_, run) => run);
    return drawLines(context, layout, all, sameColors(count, tokens.grid));
  }, [ground, layout, size, count, isNarrowed, tokens]);
  useEffect(() => {
    const context = cleared(front.current, size);
    if (context) return drawLines(context, layout, runsIn(mask), colors);
  }, [front, layout, size, mask, colors]);
  useDrawnAxes(axes, layout, scales, tokens, size, tip?.run ?? -1);

  const isEmpty = count === 0 || scales.length === 0;
  const chosen = runsIn(mask).length;
  return (
    <ChartFrame
      title={title}
      caption={props.caption}
      table={() => runTableData(table, scales, labels, mask)}
      picture={() => ({
        png: pictureOfLayers(
          canvases.map(({ current }) => current),
          tokens.background,
        ),
      })}
      actions={props.actions}
      menu={props.menu}
    >
      <section
        ref={box}
        className={classes.plot}
        data-chart="parallel"
        aria-label={`${title}: ${chosen} of ${count} runs`}
        onPointerMove={(event) => {
          const rect = event.currentTarget.getBoundingClientRect();
          const run = nearestLine(layout, mask, event.clientX - rect.left, event.clientY - rect.top);
          setTip(run < 0 ? null : { run, left: event.clientX, top: event.clientY });
        }}
        onPointerLeave={() => setTip(null)}
        onPointerUp={() => tip && onRun(table.id[tip.run])}
      >
        {canvases.map((canvas, at) => (
          <canvas key={['ground', 'front', 'axes'][at]} ref={canvas} className={classes.canvas} />
        ))}
        {isEmpty ? <div className={classes.wait}>{props.empty}</div> : null}
        {!isEmpty &&
          scales.map((scale, axis) => (
            <div key={scale.field}>
              <div className={classes.head} style={headPlace(layout, axis)}>
                {props.head(axis)}
              </div>
              <AxisBrush
                isVertical
                from={parallelMargins.top}
                length={layout.height}
                across={layout.x[axis]}
                stretch={brush.has(scale.field) ? stretchOf(scale, brush.get(scale.field)!) : null}
                label={labels[axis]}
                words={(share) => wordsAt(scale, share)}
                grain={grainOf(scale)}
                onStretch={(stretch, isDone) => draw(scale.field, stretch && spanAt(scale, stretch), isDone)}
              />
            </div>
          ))}
        {tip && (
          <RunTip
            table={table}
            scales={scales}
            labels={labels}
            run={tip.run}
            left={tip.left}
            top={tip.top}
            color={colors.palette[colors.of[tip.run]]}
          />
        )}
      </section>
    </ChartFrame>
  );
}

function useDrawnAxes(
  canvas: { current: HTMLCanvasElement | null },
  layout: ParallelLayout,
  scales: RunScale[],
  tokens: ChartTokens,
  size: Size,
  run: number,
): void {
  useEffect(() => {
    const context = cleared(canvas.current, size);
    if (!context || scales.length === 0) return;
    drawAxes(context, layout, scales, tokens);
    if (run < 0 || run >= layout.y[0].length) return;
    context.lineWidth = 2;
    context.strokeStyle = tokens.text;
    context.beginPath();
    for (const [axis, x] of layout.x.entries()) context.lineTo(x, layout.y[axis][run]);
    context.stroke();
  }, [canvas, layout, scales, tokens, size, run]);
}

export function runsIn(mask: Uint8Array): Uint32Array {
  let count = 0;
  for (const is of mask) count += is;
  const runs = new Uint32Array(count);
  let at = 0;
  for (let run = 0; run < mask.length; run += 1) if (mask[run] === 1) runs[at++] = run;
  return runs;
}

/** One category, or a hundredth of the numbers. */
export function grainOf({ kind, categories }: RunScale): number {
  return kind === 'category' ? 1 / Math.max(1, categories.length) : 0.01;
}

export function wordsAt(scale: RunScale, share: number): string {
  if (scale.kind !== 'category') return String(scale.valueAt(share));
  const place = Math.min(scale.categories.length - 1, Math.floor(share * scale.categories.length));
  return scale.ticks[place]?.label ?? '';
}

function headPlace({ x, size }: ParallelLayout, axis: number) {
  const gap = x.length > 1 ? x[1] - x[0] : size.width;
  const width = Math.min(gap - 4, axis === 0 || axis === x.length - 1 ? 2 * parallelMargins.left - 6 : gap - 4);
  return { left: x[axis] - width / 2, width };
}
