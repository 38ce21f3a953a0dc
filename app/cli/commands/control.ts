import type { RunDetail } from '../../../shared/api/runs.ts';
import type { Run } from '../../../shared/run.ts';
import { runPath } from '../asker.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';

const purposes = {
  pause: 'Pauses a run that the serving studio trains.',
  continue: 'Goes on with a paused run.',
  checkpoint: 'Asks a run for a checkpoint after its present step.',
  stop: 'Stops a run with a checkpoint, or takes it out of the queue.',
} as const;
const manyPurposes = {
  delete: 'Deletes runs; they can be restored for 30 days.',
  restore: 'Brings deleted runs back.',
} as const;

const one = Object.entries(purposes).map(
  ([name, purpose]): Command => ({
    name,
    purpose,
    usage: 'RUN',
    operands: ['RUN'],
    options: {},
    async run({ operands, workspace, output }) {
      const door = await openDoor(workspace, output);
      try {
        const run = await door.json<Run>('POST', `${runPath(operands[0])}/${name}`);
        output.result({ run }, told(run));
        return 0;
      } finally {
        await door.close();
      }
    },
  }),
);

/** All of them, or, where one is not there, none. */
const many = Object.entries(manyPurposes).map(
  ([name, purpose]): Command => ({
    name,
    purpose,
    usage: 'RUN …',
    operands: ['RUN…'],
    options: {},
    async run({ operands, workspace, output }) {
      const door = await openDoor(workspace, output);
      try {
        const meant: string[] = [];
        for (const operand of operands) meant.push((await door.json<RunDetail>('GET', runPath(operand))).run.id);
        const [method, path] = name === 'delete' ? (['DELETE', '/api/runs'] as const) : (['POST', '/api/runs/restore'] as const);
        const { ids } = await door.json<{ ids: string[] }>(method, path, { ids: meant });
        const runs: Run[] = [];
        for (const id of ids) runs.push((await door.json<RunDetail>('GET', runPath(id))).run);
        runs.sort((a, b) => a.number - b.number);
        output.result({ runs, ...(runs.length === 1 ? { run: runs[0] } : {}) }, runs.map(told).join('\n'));
        return 0;
      } finally {
        await door.close();
      }
    },
  }),
);

/** What can be told to runs; most of it makes sense while a studio serves the workspace. */
export const control: Command[] = [...one, ...many];

function told(run: Run): string {
  return `#${run.number} ${run.name}: ${run.deletedAt === null ? run.status : 'deleted'}`;
}
