import { type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { AxisBrush } from './axis-brush.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { useChartTokens } from './chart-tokens.ts';
import { grainOf, type RunPlotProps, runsIn, wordsAt } from './parallel-chart.tsx';
import { brushed, spanAt, stretchOf, withSpan } from './run-brush.ts';
import { sameColors } from './run-colors.ts';
import classes from './run-plot.module.css';
import type { RunScale } from './run-scale.ts';
import { runTableData } from './run-table-data.ts';
import { RunTip } from './run-tip.tsx';
import { drawPoints, drawScatterAxes, layScatter, nearestDot } from './scatter-drawing.ts';
import { cleared, pictureOfLayers, useBoxSize } from './use-canvases.ts';
import { useDraftBrush } from './use-draft-brush.ts';

/** A dot a run; dragging over dots, or along an axis, brushes them. The first scale is across, the second upward. */
export function ScatterChart(props: RunPlotProps & { xName: ReactNode; yName: ReactNode }) {
  const { title, table, scales, labels, colors, onRun } = props;
  const [x, y] = scales;
  const tokens = useChartTokens();
  const [box, size] = useBoxSize();
  const canvases = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)] as const;
  const [axes, ground, front] = canvases;
  const { brush, draw, drawAll } = useDraftBrush(props.brush, props.onBrush);
  const mask = useMemo(() => brushed(table, brush), [table, brush]);
  const isEmpty = table.id.length === 0 || x === undefined || y === undefined;
  const layout = useMemo(() => layScatter(x ?? nothing, y ?? nothing, size), [x, y, size]);
  const [tip, setTip] = useState<{ run: number; left: number; top: number } | null>(null);
  const [corner, setCorner] = useState<{ left: number; top: number; toLeft: number; toTop: number } | null>(null);
  const count = table.id.length;
  const isNarrowed = mask.includes(0);

  useEffect(() => {
    const context = cleared(axes.current, size);
    if (context && !isEmpty) drawScatterAxes(context, layout, x, y, tokens);
  }, [axes, layout, x, y, size, tokens, isEmpty]);
  useEffect(() => {
    const context = cleared(ground.current, size);
    if (!context || !isNarrowed) return;
    return drawPoints(
      context,
      layout,
      Uint32Array.from({ length: count }, (_, run) => run),
      sameColors(count, tokens.axis),
    );
  }, [ground, layout, size, count, isNarrowed, tokens]);
  useEffect(() => {
    const context = cleared(front.current, size);
    if (context) return drawPoints(context, layout, runsIn(mask), colors);
  }, [front, layout, size, mask, colors]);

  const placeOf = (event: PointerEvent) => {
    const rect = box.current!.getBoundingClientRect();
    return { left: event.clientX - rect.left, top: event.clientY - rect.top };
  };
  const stretchIn = (from: number, to: number, start: number, length: number): [number, number] => {
    const inside = (place: number) => Math.min(1, Math.max(0, (place - start) / length));
    return [inside(Math.min(from, to)), inside(Math.max(from, to))];
  };
  const brushCorner = ({ left, top, toLeft, toTop }: NonNullable<typeof corner>, isDone: boolean) => {
    const across = stretchIn(left, toLeft, layout.left, layout.width);
    const [fromTop, toEnd] = stretchIn(top, toTop, layout.top, layout.height);
    drawAll((now) => withSpan(withSpan(now, x.field, spanAt(x, across)), y.field, spanAt(y, [1 - toEnd, 1 - fromTop])), isDone);
  };
  const wholeLabel = `${labels[1] ?? ''} over ${labels[0] ?? ''}: ${runsIn(mask).length} of ${count} runs`;
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
        data-chart="scatter"
        aria-label={wholeLabel}
        onPointerDown={(event) => {
          if (event.button !== 0 || isEmpty || event.target !== event.currentTarget) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const { left, top } = placeOf(event);
          setCorner({ left, top, toLeft: left, toTop: top });
        }}
        onPointerMove={(event) => {
          const { left, top } = placeOf(event);
          if (corner) {
            const next = { ...corner, toLeft: left, toTop: top };
            setCorner(next);
            if (isLong(next)) brushCorner(next, false);
            return;
          }
          const run = isEmpty ? -1 : nearestDot(layout, mask, left, top);
          setTip(run < 0 ? null : { run, left: event.clientX, top: event.clientY });
        }}
        onPointerUp={() => {
          if (corner && isLong(corner)) brushCorner(corner, true);
          else if (corner && tip) onRun(table.id[tip.run]);
          else if (corner) drawAll((now) => withSpan(withSpan(now, x.field, null), y.field, null), true);
          setCorner(null);
        }}
        onPointerCancel={() => setCorner(null)}
        onPointerLeave={() => setTip(null)}
      >
        {canvases.map((canvas, at) => (
          <canvas key={['axes', 'ground', 'front'][at]} ref={canvas} className={classes.canvas} />
        ))}
        {isEmpty ? <div className={classes.wait}>{props.empty}</div> : null}
        {!isEmpty && (
          <>
            <AxisBrush
              isVertical={false}
              from={layout.left}
              length={layout.width}
              across={layout.top + layout.height}
              label={labels[0]}
              {...handles(x)}
            />
            <AxisBrush isVertical from={layout.top} length={layout.height} across={layout.left} label={labels[1]} {...handles(y)} />
            <div className={classes.axisName} style={{ left: layout.left, width: layout.width, bottom: 2, justifyContent: 'center' }}>
              {props.xName}
            </div>
            <div className={classes.axisName} style={yNamePlace(layout)}>
              {props.yName}
            </div>
          </>
        )}
        {corner && isLong(corner) && <div className={classes.corner} style={boxOf(corner)} />}
        {tip && !corner && !isEmpty && (
          <RunTip {...{ table, scales, labels }} run={tip.run} left={tip.left} top={tip.top} color={colors.palette[colors.of[tip.run]]} />
        )}
      </section>
    </ChartFrame>
  );

  function handles(scale: RunScale) {
    return {
      stretch: brush.has(scale.field) ? stretchOf(scale, brush.get(scale.field)!) : null,
      words: (share: number) => wordsAt(scale, share),
      grain: grainOf(scale),
      onStretch: (stretch: [number, number] | null, isDone: boolean) => draw(scale.field, stretch && spanAt(scale, stretch), isDone),
    };
  }
}

const nothing: RunScale = {
  ...{ field: '', kind: 'linear', shares: new Float64Array(), unplaced: 0, ticks: [], categories: [], low: 0, high: 1 },
  ...{ words: () => '', valueAt: (share: number) => share, shareOf: (value: number) => value },
};

type Corner = { left: number; top: number; toLeft: number; toTop: number };
function isLong({ left, top, toLeft, toTop }: Corner): boolean {
  return Math.abs(toLeft - left) > 4 || Math.abs(toTop - top) > 4;
}
function boxOf({ left, top, toLeft, toTop }: Corner) {
  return { left: Math.min(left, toLeft), top: Math.min(top, toTop), width: Math.abs(toLeft - left), height: Math.abs(toTop - top) };
}
function yNamePlace({ top, height }: { top: number; height: number }) {
  return {
    left: 11,
    top: top + height / 2,
    width: height,
    justifyContent: 'center',
    transform: `rotate(-90deg) translate(0, 0)`,
    transformOrigin: '0 0',
    marginTop: height / 2,
    marginLeft: -9,
  };
}
