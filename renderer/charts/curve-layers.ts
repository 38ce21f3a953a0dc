import type { CurveAxis } from './axis-ticks.ts';
import type { CurveDrawing, CurveOptions, DrawnLine } from './curve-drawing.ts';

/**
 * While points stream in a chart is two canvases: the ground with nearly all of it, drawn again only when something leaves its
 * frame, and over it what came since. Its axis leaves room on the right for that, and says so by being empty there.
 */
export interface CurveGround {
  /** In the frame that all layers have. */
  drawing: CurveDrawing;
  /** What it was made of, without the room. */
  of: CurveDrawing;
  options: CurveOptions;
  isFlowing: boolean;
}
/** Room for this long at the pace of the newest points, between these shares of the width. */
const roomMilliseconds = 3000;
const [leastRoom, mostRoom] = [1 / 64, 1 / 4];
const paceOver = 64;

export function groundOf(drawing: CurveDrawing, options: CurveOptions, isFlowing: boolean): CurveGround {
  const room = isFlowing && options.range === null ? roomFor(drawing, options.axis) : 0;
  return { drawing: { ...drawing, to: drawing.to + room }, of: drawing, options, isFlowing };
}

/** Whether `drawing` is what the ground shows with more at the ends of its lines, all of it inside its frame. */
export function isOver(ground: CurveGround, drawing: CurveDrawing, options: CurveOptions): boolean {
  const frame = ground.drawing;
  return (
    ground.options === options &&
    !drawing.isDense &&
    // What is smoothed both ways changes before its end as well; a band is asked for anew as a whole.
    (options.smoothing.weight === 0 || options.smoothing.kind === 'ema') &&
    drawing.lines.every(({ band }) => band === null) &&
    ground.of.lines.length === drawing.lines.length &&
    drawing.from === frame.from &&
    drawing.to <= frame.to &&
    drawing.low >= frame.low &&
    drawing.high <= frame.high &&
    drawing.marks.length === frame.marks.length &&
    drawing.lines.every((line, index) => continues(ground.of.lines[index], line))
  );
}

/** The new ends of the lines, each from the last point of the ground on. */
export function endsOver(ground: CurveGround, drawing: CurveDrawing): CurveDrawing {
  const lines = drawing.lines.map((line, index): DrawnLine => {
    const from = Math.max(0, ground.of.lines[index].x.length - 1);
    return {
      line: line.line,
      x: line.x.subarray(from),
      raw: line.raw.subarray(from),
      smooth: line.smooth?.subarray(from) ?? null,
      band: null,
    };
  });
  return { ...ground.drawing, lines, marks: [] };
}

export function hasNews(ground: CurveGround, drawing: CurveDrawing): boolean {
  return drawing.lines.some(({ x }, index) => x.length > ground.of.lines[index].x.length);
}

function continues(before: DrawnLine, after: DrawnLine): boolean {
  const { length } = before.x;
  if (after.x.length < length) return false;
  const isLook = (key: 'run' | 'key' | 'label' | 'color' | 'dash' | 'start') => before.line[key] === after.line[key];
  if (!(['run', 'key', 'label', 'color', 'dash', 'start'] as const).every(isLook)) return false;
  // Another answer thins out other points: where the lines agree here, the one is the other's beginning.
  return [0, length >> 1, length - 1].every(
    (place) => length === 0 || (before.x[place] === after.x[place] && Object.is(before.raw[place], after.raw[place])),
  );
}

function roomFor({ lines, from, to }: CurveDrawing, axis: CurveAxis): number {
  let pace = 0;
  for (const { line, x } of lines) {
    const last = x.length - 1;
    const first = Math.max(0, last - paceOver);
    const elapsed = last > first ? line.times[last] - line.times[first] : 0;
    if (elapsed > 0) pace = Math.max(pace, (x[last] - x[first]) / elapsed);
  }
  const width = to - from;
  const room = Math.min(width * mostRoom, Math.max(width * leastRoom, pace * roomMilliseconds));
  return axis === 'step' ? Math.ceil(room) : room;
}
