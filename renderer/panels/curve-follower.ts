import type { Curve } from '../api-client.ts';
import type { CurveAnswer, CurveAsk } from './curve-desk.ts';

export interface CurvesState {
  curves: Curve[];
  isExact: boolean;
  isWaiting: boolean;
  error: unknown;
}
export interface FollowerOptions {
  asks: CurveAsk[];
  ask: (ask: CurveAsk) => Promise<CurveAnswer>;
  tell: (state: Partial<CurvesState>) => void;
}

/** New points are asked for at most this often, and never while an answer is due. */
const leastPeriod = 50;
/** After the first refusal; twice as long after each that follows, to a limit. */
const afterRefusal = 1000;
const longestPause = 30_000;
/** More points than this beside the whole answer, and half its size, and the whole is asked for again, at the width of the screen. */
const leastAppended = 4000;
/** Of what is new. It is a few points; where it is many, extremes stay exact. */
const newPixels = 512;

/**
 * Curves on the screen and how they stay up to date: the whole once, then only what each series recorded since its last
 * point, appended here. So what a live chart costs hangs on what is new, not on how much there was before.
 */
export class CurveFollower {
  private readonly options: FollowerOptions;
  private answers: CurveAnswer[] | null = null;
  private appended = 0;
  /** Runs with points not asked for yet; null is all of them, from the start. */
  private stale: Set<string> | null = null;
  private isDue = false;
  /** In a row. */
  private refusals = 0;
  private isStopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FollowerOptions) {
    this.options = options;
    void this.load();
  }

  /** Something was recorded for `run`; null where anything may have changed. */
  changed(run: string | null): void {
    if (run === null) this.stale = null;
    else this.stale?.add(run);
    // What changed may be what was in the way: the first try anew needn't wait.
    if (!this.isDue && (this.timer === undefined || this.refusals === 1)) this.later(0);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private later(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), wait);
  }

  private async load(): Promise<void> {
    this.timer = undefined;
    this.isDue = true;
    const { answers: before, stale: runs } = this;
    this.stale = new Set();
    const began = performance.now();
    try {
      const news = before === null || runs === null ? null : await this.news(before, runs);
      this.answers = news ?? (await this.whole());
      const wasRefused = this.refusals > 0;
      this.refusals = 0;
      if (wasRefused || before === null || this.answers.some((answer, index) => answer !== before[index])) this.tell(this.answers);
    } catch (error) {
      this.refusals += 1;
      if (!this.isStopped) this.options.tell({ error, isWaiting: false });
    }
    this.isDue = false;
    const isWanted = this.stale === null || this.stale.size > 0;
    if (this.isStopped) return;
    if (this.refusals > 0) {
      this.answers = null;
      this.stale = null;
      this.later(Math.min(longestPause, afterRefusal * 2 ** (this.refusals - 1)));
    } else if (isWanted) {
      const spent = performance.now() - began;
      this.later(Math.max(0, leastPeriod - spent, spent * 0.5));
    }
  }

  private tell(answers: CurveAnswer[]): void {
    if (this.isStopped) return;
    const isExact = answers.every(({ exact }) => exact);
    this.options.tell({ curves: answers.flatMap(({ curves }) => curves), isExact, isWaiting: false, error: null });
  }

  private async whole(): Promise<CurveAnswer[]> {
    const answers = await Promise.all(this.options.asks.map((ask) => this.options.ask(ask)));
    this.appended = 0;
    return answers;
  }

  /** What is there with what came since; null where that can't be had by appending. */
  private async news(before: CurveAnswer[], runs: Set<string>): Promise<CurveAnswer[] | null> {
    const points = before.reduce((total, { curves }) => total + curves.reduce((sum, { steps }) => sum + steps.length, 0), 0);
    if (this.appended > Math.max(leastAppended, (points - this.appended) / 2)) return null;
    const answers = await Promise.all(this.options.asks.map((ask, index) => this.since(ask, before[index], runs)));
    return answers.every((answer) => answer !== null) ? answers : null;
  }

  private async since(ask: CurveAsk, before: CurveAnswer, runs: Set<string>): Promise<CurveAnswer | null> {
    const wanted = before.curves.filter(({ run }) => runs.has(run));
    if (wanted.length === 0) return before;
    // What is new is after the last step; after the last time it need not be, clocks are set back.
    const axis = ask.from === undefined && ask.to === undefined ? 'step' : ask.axis;
    const series = wanted.map((curve) => ({ run: curve.run, key: curve.key, from: lastPlace(curve, axis) }));
    const answer = await this.options.ask({ ...ask, axis, series, pixels: newPixels });
    const curves = [...before.curves];
    for (const [index, curve] of wanted.entries()) {
      const longer = continued(curve, answer.curves[index], axis);
      if (longer === null) return null;
      this.appended += longer.steps.length - curve.steps.length;
      curves[before.curves.indexOf(curve)] = longer;
    }
    const isSame = curves.every((curve, index) => curve === before.curves[index]);
    return isSame ? before : { curves, exact: before.exact && answer.exact };
  }
}

/** `curve` and what `news`, asked for from its last point on, has after that; null where it is not there any more (a run was cut). */
export function continued(curve: Curve, news: Curve, axis: CurveAsk['axis']): Curve | null {
  const length = curve.steps.length;
  if (length === 0) return news;
  const at = placeOfLast(curve, news);
  if (at < 0) return null;
  if (at === news.steps.length - 1) return curve;
  const xs = axis === 'step' ? news.steps : news.times;
  for (let index = at + 1; index < xs.length; index++) if (xs[index] < xs[index - 1]) return null;
  const joined = (before: Float64Array, after: Float64Array) => {
    const column = new Float64Array(length + after.length - at - 1);
    column.set(before);
    column.set(after.subarray(at + 1), length);
    return column;
  };
  return {
    run: curve.run,
    key: curve.key,
    steps: joined(curve.steps, news.steps),
    times: joined(curve.times, news.times),
    values: joined(curve.values, news.values),
  };
}

function lastPlace(curve: Curve, axis: CurveAsk['axis']): number | undefined {
  return axis === 'step' ? curve.steps.at(-1) : curve.times.at(-1);
}

function placeOfLast(curve: Curve, news: Curve): number {
  const last = curve.steps.length - 1;
  for (let index = 0; index < news.steps.length; index++) {
    if (
      news.steps[index] === curve.steps[last] &&
      news.times[index] === curve.times[last] &&
      Object.is(news.values[index], curve.values[last])
    )
      return index;
  }
  return -1;
}
