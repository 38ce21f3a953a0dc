import type { Run } from '../../../shared/run.ts';
import { runPath } from '../asker.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { endOfLog } from '../follow.ts';
import { detachOption, placementOf, placementOptions } from '../placement.ts';
import { stayWith } from '../stay-with.ts';

export const resume: Command = {
  name: 'resume',
  usage: 'RUN [--step N] [--on slurm|local]',
  purpose: 'Goes on with an ended run from its last checkpoint, to its end: where it trained last, unless --on says otherwise.',
  operands: ['RUN'],
  options: {
    step: { type: 'string', help: 'an earlier checkpoint’s step; what came after it is forgotten (the last one)' },
    ...placementOptions,
    ...detachOption,
  },
  async run(call) {
    const { operands, workspace, output, whole } = call;
    const on = placementOf(resume, call);
    const step = whole('step');
    const door = await openDoor(workspace, output);
    try {
      const path = runPath(operands[0]);
      const seenLog = await endOfLog(door, path);
      const queued = await door.json<Run>('POST', `${path}/resume`, { step, on });
      const run = queued.status === 'queued' ? await door.json<Run>('POST', `${path}/start`) : queued;
      output.event({ type: 'run', run });
      return await stayWith(door, run.id, output, call, seenLog);
    } finally {
      await door.close();
    }
  },
};
