import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Catalogue } from '../../../shared/catalogue.ts';
import { setByPath } from '../../../shared/config-paths.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Run } from '../../../shared/run.ts';
import { plainPath } from '../../plain-path.ts';
import { withPaths } from '../../with-paths.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { detachOption, placementOf, placementOptions } from '../placement.ts';
import { stayWith } from '../stay-with.ts';
import { readGiven, shownFile } from '../given-file.ts';
import { parseSet } from '../parse-set.ts';

export const train: Command = {
  name: 'train',
  usage: 'CONFIG.yaml [--set key=value …] [--on slurm --gpus 1 --time 4h]',
  purpose:
    'Trains a run from a config to its end. Ctrl-C stops it with a checkpoint; `ganymede resume` goes on from there. A run in Slurm goes on without this command.',
  operands: ['CONFIG.yaml'],
  options: {
    set: { type: 'string', multiple: true, help: 'a key of the config, such as params.lambda=10, steps=500, dataset.params.size=16' },
    ...placementOptions,
    ...detachOption,
  },
  async run(call) {
    const { operands, texts, workspace, output } = call;
    const on = placementOf(train, call);
    const sets = texts('set').map((text) => parseSet(train, text));
    const written = readConfig(operands[0]);
    const door = await openDoor(workspace, output);
    try {
      const catalogue = await door.json<Catalogue>('GET', '/api/catalogue');
      // A path in a config starts from where the config lies; what trains may run elsewhere.
      const pathsFrom = (config: unknown, folder: string) => withPaths(config, catalogue, (path) => resolve(folder, plainPath(path)));
      const folder = operands[0] === '-' ? process.cwd() : dirname(resolve(plainPath(operands[0])));
      const whole = sets.reduce<unknown>((config, [key, value]) => setByPath(config, key, value), pathsFrom(written, folder));
      const config = pathsFrom(whole, process.cwd());
      const run = await door.json<Run>('POST', '/api/runs', { config, start: 'now', on });
      output.event({ type: 'run', run });
      output.say(`#${run.number} ${run.name} (${run.id})`);
      return await stayWith(door, run.id, output, call);
    } finally {
      await door.close();
    }
  },
};

/** @throws StudioError not-found, invalid */
function readConfig(file: string): unknown {
  let text: string;
  try {
    text = readGiven(file);
  } catch (cause) {
    throw new StudioError('not-found', `The config ${shownFile(file)} can't be read.`, { cause });
  }
  try {
    return parse(text, { logLevel: 'error' });
  } catch (cause) {
    throw new StudioError('invalid', `The config ${shownFile(file)} is no YAML: ${(cause as Error).message.split('\n')[0]}`, { cause });
  }
}
