import type { AskExport } from '../../../shared/api/studio.ts';
import { exportRuns } from '../../api-client.ts';
import { saveFile } from '../../ui/save-file.ts';
import { attempt, say } from '../../ui/undo.tsx';

/** Makes the file and hands it to the download; says so, because a report takes a while. */
export function exportAs(runs: string[], to: AskExport['to']): Promise<unknown> {
  say(to === 'pdf' || to === 'html' ? 'Making the report…' : 'Making the file…');
  return attempt(async () => {
    const { blob, name } = await exportRuns({ to, runs });
    saveFile(blob, name);
    say(`Saved ${name}.`);
  });
}
