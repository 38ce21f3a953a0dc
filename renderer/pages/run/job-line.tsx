import { jobWords } from '../../../shared/job-words.ts';
import type { JobInfo } from '../../../shared/placement.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './run.module.css';

/** Where a run of a cluster trains, how often it was put back into the queue, and how long it waited. */
export function JobLine({ job }: { job: JobInfo }) {
  const now = useNow(job.waitsSince === null ? 60_000 : 1000);
  const words = jobWords(job, now);
  return words === '' ? null : <div className={`${classes.sentence} soft`}>{words}</div>;
}
