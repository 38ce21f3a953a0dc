import type { Run } from '../../../shared/run.ts';
import { runPath } from '../asker.ts';
import { parseSet } from '../parse-set.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { detachOption, placementOf, placementOptions } from '../placement.ts';
import { stayWith } from '../stay-with.ts';

export const fork: Command = {
  name: 'fork',
  usage: 'RUN --step N --set key=value … [--on slurm]',
  purpose: 'A new run from a checkpoint of another, with changed keys, trained to its end.',
  operands: ['RUN'],
  options: {
    step: { type: 'string', help: 'the step of the checkpoint (the last one)' },
    set: { type: 'string', multiple: true, help: 'a key of the config, such as params.lambda=1' },
    name: { type: 'string', help: 'the name of the new run' },
    ...placementOptions,
    ...detachOption,
  },
  async run(call) {
    const { operands, workspace, output, text, texts, whole } = call;
    const ask = {
      step: whole('step'),
      name: text('name'),
      set: Object.fromEntries(texts('set').map((set) => parseSet(fork, set))),
      start: 'now',
      on: placementOf(fork, call),
    };
    const door = await openDoor(workspace, output);
    try {
      const run = await door.json<Run>('POST', `${runPath(operands[0])}/fork`, ask);
      output.event({ type: 'run', run });
      output.say(`#${run.number} ${run.name} (${run.id})`);
      return await stayWith(door, run.id, output, call);
    } finally {
      await door.close();
    }
  },
};
