import { type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { CurveAxis } from './axis-ticks.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CrosshairContext } from './crosshair.ts';
import classes from './curve-chart.module.css';
import { type CurveDrawing, type CurveLine, type CurveOptions, drawCurves, valuesAt } from './curve-drawing.ts';
import { type CurveGround, endsOver, groundOf, hasNews, isOver } from './curve-layers.ts';
import { curveLinesOption, curveMargins, curveOption } from './curve-option.ts';
import { CurveTip, type TipPlace } from './curve-tip.tsx';
import { smoothingWords } from './smoothing.ts';
import { formatNumber } from './number-format.ts';
import type { TableData } from './table-data.ts';
import { useBrush } from './use-brush.ts';
import { type BuildOption, usePlot } from './use-plot.ts';

export interface CurveChartProps {
  title: string;
  hint?: string;
  unit?: string;
  lines: CurveLine[];
  /** Every recorded point of the range is in `lines`. */
  isExact: boolean;
  /** Points stream in: what is new is drawn by itself, see CurveGround. */
  isFlowing?: boolean;
  options: CurveOptions;
  onRange: (range: [number, number] | null) => void;
  /** Width of the plot, for asking no more points than can be shown. */
  onPixels?: (pixels: number) => void;
  /** The page's step, drawn as a line on the step axis. */
  cursor?: number | null;
  /** Shown where there is nothing to draw yet, or what went wrong. */
  empty?: ReactNode;
  /** What else must be said under the chart, such as how runs were put together. */
  said?: string;
  actions?: ReactNode;
  menu?: ReactNode;
}

/** Curves of many runs: drag zooms, double click shows all, one crosshair runs through every chart of the page. */
export function CurveChart(props: CurveChartProps) {
  const { title, unit, lines, isExact, options, onRange, onPixels, cursor = null } = props;
  const box = useRef<HTMLDivElement>(null);
  const crosshairLine = useRef<HTMLDivElement>(null);
  const cursorLine = useRef<HTMLDivElement>(null);
  const [tip, setTip] = useState<TipPlace | null>(null);
  const crosshair = useContext(CrosshairContext);
  const [self] = useState(() => Symbol(title));
  const { drawing, ground, over } = useLayers(lines, options, props.isFlowing ?? false);
  // Axes without a point would show numbers that nobody recorded.
  const isEmpty = drawing.points === 0 && Boolean(props.empty);
  const build = useMemo(
    (): BuildOption | null => (isEmpty ? null : (size, tokens) => curveOption(ground.drawing, options.axis, size, tokens)),
    [ground, options.axis, isEmpty],
  );
  const buildOver = useMemo((): BuildOption | null => over && (() => curveLinesOption(over)), [over]);
  const plot = usePlot(build, describe(title, unit, ground.drawing), () => markDrawn(box.current, ground.drawing));
  const overPlot = usePlot(buildOver, '', () => markDrawn(box.current, over ?? ground.drawing));
  const buildAll: BuildOption = (size, tokens) => curveOption(drawing, options.axis, size, tokens);
  const width = plot.size.width - curveMargins.left - curveMargins.right;

  useEffect(() => {
    if (width > 10) onPixels?.(width);
  }, [width, onPixels]);

  const place = (line: HTMLDivElement | null, x: number | null) => {
    if (!line) return;
    const share = x === null ? -1 : (x - drawing.from) / (drawing.to - drawing.from);
    const isSeen = share >= 0 && share <= 1;
    line.style.visibility = isSeen ? 'visible' : 'hidden';
    if (isSeen) line.style.transform = `translateX(${Math.round(curveMargins.left + share * width)}px)`;
  };
  useEffect(() => crosshair.offer(self, { title, read: (x) => valuesAt(drawing, x) }), [crosshair, self, title, drawing]);
  useEffect(() => () => crosshair.leave(self), [crosshair, self]);
  useEffect(() => crosshair.subscribe((x) => place(crosshairLine.current, x)));
  useEffect(() => place(cursorLine.current, options.axis === 'step' ? cursor : null));

  const atPixel = (left: number) => drawing.from + ((left - curveMargins.left) / width) * (drawing.to - drawing.from);
  const brush = useBrush({
    box,
    from: curveMargins.left,
    to: curveMargins.left + width,
    onSelect: (left, right) => onRange(wholeSteps([atPixel(left), atPixel(right)], options.axis)),
    onReset: () => onRange(null),
    onHover: (pointer) => {
      if (!pointer) {
        crosshair.move(null, self);
        setTip(null);
        return;
      }
      const height = plot.size.height - curveMargins.top - curveMargins.bottom;
      const x = atPixel(pointer.left);
      crosshair.move(x, self);
      const y = drawing.high - ((pointer.top - curveMargins.top) / height) * (drawing.high - drawing.low);
      setTip({ x, y, left: pointer.clientX, top: pointer.clientY });
    },
  });
  const lineStyle = { top: curveMargins.top, bottom: curveMargins.bottom };

  return (
    <ChartFrame
      title={title}
      hint={props.hint}
      unit={unit}
      caption={<CurveCaption drawing={drawing} options={options} isExact={isExact} said={props.said} />}
      table={() => curveTable(drawing)}
      picture={() => plot.picture(buildAll)}
      actions={props.actions}
      menu={props.menu}
    >
      <div ref={box} className={classes.plot} data-chart="curves" {...brush.listeners}>
        <div ref={plot.ref} className={classes.canvas} />
        <div ref={overPlot.ref} className={classes.over} aria-hidden="true" />
        <div ref={cursorLine} className={`${classes.line} ${classes.cursor}`} style={lineStyle} />
        <div ref={crosshairLine} className={`${classes.line} ${classes.crosshair}`} style={lineStyle} />
        {brush.span ? (
          <div className={classes.brush} style={{ ...lineStyle, left: brush.span[0], width: brush.span[1] - brush.span[0] }} />
        ) : null}
        {isEmpty ? <div className={classes.wait}>{props.empty}</div> : null}
        {tip && drawing.points > 0 ? <CurveTip drawing={drawing} axis={options.axis} place={tip} /> : null}
      </div>
    </ChartFrame>
  );
}

/** `drawing` is everything in the frame that both layers have. */
function useLayers(lines: CurveLine[], options: CurveOptions, isFlowing: boolean) {
  const whole = useMemo(() => drawCurves(lines, options), [lines, options]);
  const [kept, keep] = useState<CurveGround | null>(null);
  const isFor = kept !== null && kept.options === options && kept.isFlowing === isFlowing;
  const isKept = isFor && (kept.of === whole || (isFlowing && isOver(kept, whole, options)));
  const ground = useMemo(() => (isKept ? kept : groundOf(whole, options, isFlowing)), [isKept, kept, whole, options, isFlowing]);
  if (ground !== kept) keep(ground);
  return useMemo(() => {
    const { from, to, low, high, yTicks } = ground.drawing;
    const over = hasNews(ground, whole) ? endsOver(ground, whole) : null;
    return { drawing: { ...whole, from, to, low, high, yTicks }, ground, over };
  }, [ground, whole]);
}

function CurveCaption(props: { drawing: CurveDrawing; options: CurveOptions; isExact: boolean; said: string | undefined }) {
  const { drawing, options, isExact, said } = props;
  const parts: string[] = [];
  if (said) parts.push(said);
  const isBand = drawing.lines.some(({ band }) => band !== null);
  if (options.smoothing.weight > 0)
    parts.push(`Bold: ${smoothingWords(options.smoothing)}; faint: ${isBand ? 'the middle itself' : 'as recorded'}.`);
  if (drawing.isDense && drawing.points > 0)
    parts.push(
      `${drawing.lines.length} curves as a density: how many pass where, each counting once in every column of pixels; most of them ${isDarkPage() ? 'lightest' : 'darkest'}.`,
    );
  if (!isExact) parts.push('First, lowest, highest and last point of each stretch are drawn; extremes are exact.');
  if (drawing.nonPositive > 0) parts.push(`${drawing.nonPositive} values \u2264 0 have no place on a log axis.`);
  if (drawing.outside > 0) parts.push(`${drawing.outside} outlying values are outside the range.`);
  if (drawing.marks.length > 0) parts.push(`${countKinds(drawing)} marked on the edge (\u2715 NaN, \u25b2\u25bc infinite).`);
  return parts.length === 0 ? null : parts.join(' ');
}

function isDarkPage(): boolean {
  return document.documentElement.dataset.mantineColorScheme === 'dark';
}

function countKinds(drawing: CurveDrawing): string {
  const counts = new Map<string, number>();
  for (const { kind } of drawing.marks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function describe(title: string, unit: string | undefined, drawing: CurveDrawing): string {
  const latest = drawing.lines
    .slice(0, 6)
    .filter(({ line }) => line.values.length > 0)
    .map(({ line, x }) => {
      const at = line.band ? formatNumber(x[x.length - 1]) : `step ${line.steps[line.steps.length - 1]}`;
      return `${line.label} ${formatNumber(line.values[line.values.length - 1])} at ${at}`;
    });
  return `${title}${unit ? `, ${unit}` : ''}: ${drawing.lines.length} curves. ${latest.join('; ')}`;
}

function curveTable(drawing: CurveDrawing): TableData {
  if (drawing.lines.some(({ line }) => line.band)) return bandTable(drawing);
  const rows = drawing.lines.flatMap(({ line }) =>
    Array.from(line.steps, (step, i) => [line.label, line.key, step, line.values[i], new Date(line.times[i]).toISOString()]),
  );
  return { columns: ['run', 'series', 'step', 'value', 'time'], rows };
}

function bandTable(drawing: CurveDrawing): TableData {
  const rows = drawing.lines.flatMap(({ line, x }) =>
    Array.from(x, (place, i) => [
      ...[line.label, line.key, place, line.values[i]],
      ...[line.band?.low[i] ?? Number.NaN, line.band?.high[i] ?? Number.NaN, line.band?.runs[i] ?? 1],
    ]),
  );
  return { columns: ['group', 'series', 'place', 'middle', 'low', 'high', 'runs'], rows };
}

/** What is on the screen now, for whoever measures how long a point takes to get here. */
function markDrawn(element: HTMLElement | null, drawing: CurveDrawing): void {
  if (!element) return;
  let step = -1;
  let time = 0;
  for (const { line } of drawing.lines) {
    const last = line.steps.length - 1;
    if (last < 0 || line.band) continue;
    step = Math.max(step, line.steps[last]);
    time = Math.max(time, line.times[last]);
  }
  element.dataset.drawnStep = String(step);
  element.dataset.drawnTime = String(time);
  element.dataset.drawnAt = String(Date.now());
}

function wholeSteps([from, to]: [number, number], axis: CurveAxis): [number, number] {
  return axis === 'step' ? [Math.floor(from), Math.ceil(to)] : [from, to];
}
