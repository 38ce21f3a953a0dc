import type { RunDetail } from '../../shared/api/runs.ts';
import { hasEnded } from '../../shared/run.ts';
import { changesOf } from './changes.ts';
import type { Call } from './command.ts';
import type { Door } from './door.ts';
import { exitCodes } from './exit-codes.ts';
import { follow } from './follow.ts';
import type { Output } from './output.ts';

/** Follows a run to its end; with `--detach` one that trains in a cluster only until its queue has it. */
export async function stayWith(door: Door, id: string, output: Output, { flag }: Pick<Call, 'flag'>, after = 0): Promise<number> {
  if (!flag('detach')) return follow(door, id, output, after);
  const seen = new AbortController();
  try {
    for await (const _ of changesOf(door, seen.signal)) {
      const { run, job } = await door.json<RunDetail>('GET', `/api/runs/${id}`);
      if (job === null || hasEnded(run.status)) return follow(door, id, output, after);
      if (job.job === null) continue;
      const sentence = `It is job ${job.job} of Slurm, and goes on by itself. \`ganymede show '#${run.number}'\` says how far it is.`;
      output.result({ run, job }, sentence);
      return exitCodes.done;
    }
    throw new Error(`The studio ended before run ${id} was handed over.`);
  } finally {
    seen.abort();
  }
}
