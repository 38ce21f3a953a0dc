import type { Run } from '../../../shared/run.ts';
import { runPath } from '../asker.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { endOfLog, follow } from '../follow.ts';

export const resume: Command = {
  name: 'resume',
  usage: 'RUN [--step N]',
  purpose: 'Goes on with an ended run from its last checkpoint, to its end.',
  operands: ['RUN'],
  options: { step: { type: 'string', help: 'an earlier checkpoint’s step; what came after it is forgotten (the last one)' } },
  async run({ operands, workspace, output, whole }) {
    const step = whole('step');
    const door = await openDoor(workspace, output);
    try {
      const path = runPath(operands[0]);
      const seenLog = await endOfLog(door, path);
      const queued = await door.json<Run>('POST', `${path}/resume`, { step });
      const run = queued.status === 'queued' ? await door.json<Run>('POST', `${path}/start`) : queued;
      output.event({ type: 'run', run });
      return await follow(door, run.id, output, seenLog);
    } finally {
      await door.close();
    }
  },
};
