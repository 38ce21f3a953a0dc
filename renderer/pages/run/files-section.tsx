import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { artifactFile, runArtifacts } from '../../api-client.ts';
import { formatBytes } from '../../ui/format.ts';
import { saveFile } from '../../ui/save-file.ts';
import { attempt } from '../../ui/undo.tsx';
import classes from './run.module.css';

const most = 500;

/** Files beside a run that others logged, to take home. */
export function FilesSection({ run }: { run: string }) {
  const { data } = useQuery({ queryKey: ['artifacts', run], queryFn: ({ signal }) => runArtifacts(run, signal) });
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-label="Files">
      <h2>Files</h2>
      <table className={classes.table}>
        <tbody>
          {data.slice(0, most).map(({ path, bytes }) => (
            <tr key={path}>
              <td>{path}</td>
              <td>{formatBytes(bytes)}</td>
              <td>
                <Button
                  aria-label={`Save ${path}`}
                  onClick={() => attempt(async () => saveFile(await artifactFile(run, path), path.split('/').at(-1) ?? 'file'))}
                >
                  Save
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.length > most ? <p className="faint">and {data.length - most} more</p> : null}
    </section>
  );
}
