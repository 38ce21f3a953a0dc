import { parentPort, workerData } from 'node:worker_threads';
import { type ImportanceData, importanceOf } from '../../shared/importance/importance.ts';

/** One question, away from the studio's own loop; it is ended from outside. */
const work = importanceOf(workerData as ImportanceData);
for (;;) {
  const { done, value } = work.next();
  if (done) {
    parentPort!.postMessage({ found: value });
    break;
  }
  parentPort!.postMessage({ done: value });
}
