import { Menu } from '@mantine/core';
import type { AskExport } from '../../shared/api/studio.ts';
import { exportRuns } from '../api-client.ts';
import { saveFile } from '../ui/save-file.ts';
import { attempt, say } from '../ui/undo.tsx';
import type { RunSample } from './sample-data.ts';

/** What was recorded, on its way out with the words that belong to it: this step, all steps, or this step in motion. */
export function RecordedMenu({ sample, moves }: { sample: RunSample; moves?: string }) {
  const { run, entry } = sample;
  const save = (ask: Pick<AskExport, 'to' | 'step' | 'over'>) => {
    say('Making the file…');
    void attempt(async () => {
      const { blob, name } = await exportRuns({ ...ask, runs: [run.id], probe: entry.probe });
      saveFile(blob, name);
      say(`Saved ${name}.`);
    });
  };
  return (
    <>
      <Menu.Divider />
      <Menu.Item onClick={() => save({ to: 'png', step: entry.step })}>Save this step as labelled PNG</Menu.Item>
      <Menu.Item onClick={() => save({ to: 'gif' })}>Save all steps as GIF</Menu.Item>
      {moves ? <Menu.Item onClick={() => save({ to: 'gif', step: entry.step, over: 'motion' })}>{moves}</Menu.Item> : null}
    </>
  );
}
