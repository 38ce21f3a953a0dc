import type { Run } from '../../../shared/run.ts';
import { runPath } from '../asker.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';

const purposes = {
  pause: 'Pauses a run that the serving studio trains.',
  continue: 'Goes on with a paused run.',
  checkpoint: 'Asks a run for a checkpoint after its present step.',
  stop: 'Stops a run with a checkpoint, or takes it out of the queue.',
  delete: 'Deletes a run; it can be restored for 30 days.',
  restore: 'Brings a deleted run back.',
} as const;

/** What can be told to a run; most of it makes sense while a studio serves the workspace. */
export const control: Command[] = Object.entries(purposes).map(([name, purpose]) => ({
  name,
  purpose,
  usage: 'RUN',
  operands: ['RUN'],
  options: {},
  async run({ operands, workspace, output }) {
    const door = await openDoor(workspace);
    try {
      const path = runPath(operands[0]);
      const run = name === 'delete' ? await door.json<Run>('DELETE', path) : await door.json<Run>('POST', `${path}/${name}`);
      output.result({ run }, `#${run.number} ${run.name}: ${run.deletedAt === null ? run.status : 'deleted'}`);
      return 0;
    } finally {
      await door.close();
    }
  },
}));
