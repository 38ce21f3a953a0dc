import type { TrackedPoint } from '../../store/tracked.ts';
import { answer, pageToken, unlessEmpty } from './answer.ts';
import type { Ask } from './ask.ts';
import { invalid } from './ask.ts';
import type { Desk } from './desk.ts';
import { limitOf, offsetOf } from './paging.ts';
import { metricShape } from './shapes.ts';

const most = 25_000;
const mostRuns = 100;

/** Of an unknown run or metric: nothing, as with MLflow. */
export function getHistory(desk: Desk, ask: Ask): Response {
  const run = ask.runId();
  const key = ask.needed('metric_key');
  const offset = offsetOf(ask);
  const limit = ask.has('max_results') ? limitOf(ask, most, Number.MAX_SAFE_INTEGER) : Number.POSITIVE_INFINITY;
  const points = historyOf(desk, run, key);
  const end = Math.min(points.length, offset + limit);
  return answer({
    metrics: unlessEmpty(points.slice(offset, end).map(metricShape)),
    next_page_token: end < points.length ? pageToken(end) : undefined,
  });
}

/** What MLflow's own pages ask: several runs at once. */
export function getBulkHistory(desk: Desk, ask: Ask): Response {
  const runs = [...ask.texts('run_id'), ...ask.texts('run_ids')].slice(0, mostRuns);
  const key = ask.needed('metric_key');
  const limit = limitOf(ask, most, most);
  const metrics = runs.flatMap((run) => historyOf(desk, run, key).map((point) => ({ ...metricShape(point), run_id: run })));
  return answer({ metrics: metrics.slice(0, limit) });
}

/** As many points a run as are asked for, evenly chosen; first and last always. */
export function getBulkInterval(desk: Desk, ask: Ask): Response {
  const runs = ask.texts('run_ids');
  if (runs.length > mostRuns) throw invalid(`Too many run_ids: at most ${mostRuns} can be asked for at once.`);
  const key = ask.needed('metric_key');
  const limit = limitOf(ask, 2500, 2500);
  const [from, to] = [ask.whole('start_step') ?? Number.NEGATIVE_INFINITY, ask.whole('end_step') ?? Number.POSITIVE_INFINITY];
  const metrics = runs.flatMap((run) => {
    const points = historyOf(desk, run, key)
      .filter(({ step }) => step >= from && step <= to)
      .sort((a, b) => a.step - b.step || a.time - b.time);
    return chosen(points, limit).map((point) => ({ ...metricShape(point), run_id: run }));
  });
  return answer({ metrics });
}

function historyOf({ store }: Desk, run: string, key: string): TrackedPoint[] {
  return store.tracking.stateOf(run) === null ? [] : store.tracking.history(run, key);
}

function chosen(points: TrackedPoint[], count: number): TrackedPoint[] {
  if (points.length <= count) return points;
  const places = new Set(Array.from({ length: count }, (_, at) => Math.round((at * (points.length - 1)) / Math.max(1, count - 1))));
  return [...places].map((place) => points[place]);
}
