import { Button } from '@mantine/core';
import { useWorkspace } from '../../queries.ts';
import { formatBytes } from '../../ui/format.ts';
import { sampleWorkspace } from '../../api-client.ts';
import { copyText } from '../../ui/copy-text.tsx';
import { attempt, say } from '../../ui/undo.tsx';
import classes from './settings.module.css';

export function WorkspaceFacts() {
  const { data } = useWorkspace();
  const train = () =>
    attempt(async () => {
      const { runs } = await sampleWorkspace();
      say(`Queued ${runs.length} sample runs.`);
    });
  return (
    <>
      <dl className={classes.facts}>
        <dt>Folder</dt>
        <dd>
          <code>{data?.folder ?? ' '}</code>
        </dd>
        <dt>Size</dt>
        <dd>{data ? formatBytes(data.bytes) : '—'}</dd>
        <dt>Runs</dt>
        <dd>{data ? `${data.runs}, of them ${data.training} training and ${data.queued} queued` : '—'}</dd>
      </dl>
      <p className="soft">
        One folder holds everything: studio.db is SQLite, objects/ holds samples and checkpoints by their content. It may be copied while no
        studio has it open.
      </p>
      <div className="row">
        {data && <Button onClick={() => void copyText(data.folder, 'Copied the path.')}>Copy the path</Button>}
        {data && window.desktop && <Button onClick={() => void window.desktop?.reveal(data.folder)}>Show in the file manager</Button>}
        <Button onClick={() => void train()}>Train the two sample runs</Button>
      </div>
    </>
  );
}
