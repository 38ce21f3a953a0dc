import { answer } from './answer.ts';
import type { Ask } from './ask.ts';
import type { Desk } from './desk.ts';
import { limitOf, offsetOf, pageAnswer } from './paging.ts';
import { metricShape } from './shapes.ts';

const most = 25_000;

/** Of an unknown run or metric: nothing, as with MLflow. */
export function getHistory({ store }: Desk, ask: Ask): Response {
  const run = ask.runId();
  const key = ask.needed('metric_key');
  const offset = offsetOf(ask);
  const limit = ask.has('max_results') ? limitOf(ask, most, Number.MAX_SAFE_INTEGER) : Number.POSITIVE_INFINITY;
  if (store.tracking.stateOf(run) === null) return answer({});
  return pageAnswer('metrics', store.tracking.history(run, key, { offset, limit }), metricShape, offset);
}
