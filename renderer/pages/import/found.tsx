import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ImportPreview, PreviewRun } from '../../../shared/api/imports.ts';
import { previewImport, startImport } from '../../api-client.ts';
import { queryClient, useImporters } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { formatBytes } from '../../ui/format.ts';
import { ProblemNote, useProblem } from '../../ui/problem.tsx';
import { Folded } from './folded.tsx';
import { countsOf, counted } from './import-words.ts';
import { LeftOut } from './left-out.tsx';
import { type ChosenColumns, TableColumnsForm } from './table-columns.tsx';
import type { Ask } from './where-form.tsx';
import classes from './import.module.css';

/** What lies there, before anything is written, and the button that writes it. */
export function Found({ ask: { paths, from, watch } }: { ask: Ask }) {
  const [, navigate] = useLocation();
  const [problem, setProblem] = useProblem();
  const [isStarting, setStarting] = useState(false);
  const [columns, setColumns] = useState<ChosenColumns>({});
  const ask = { paths, watch, ...(from === '' ? {} : { from }), ...(Object.keys(columns).length === 0 ? {} : { columns }) };
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['import-preview', ask],
    queryFn: ({ signal }) => previewImport(ask, signal),
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 0,
  });
  const begin = async () => {
    setStarting(true);
    setProblem(null);
    try {
      const begun = await startImport(ask);
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
      navigate(links.importRuns({ import: begun.id }));
    } catch (refused) {
      setProblem(refused);
      setStarting(false);
    }
  };
  return (
    <section aria-labelledby="found" aria-busy={isFetching}>
      <h2 id="found">What was found</h2>
      <div role="status" className={classes.sentence}>
        {isFetching ? 'Looking…' : data ? foundSentence(data) : ''}
      </div>
      {!isFetching && error && <ProblemNote error={error} again={() => void refetch()} />}
      {!isFetching && error && 'columns' in ask && <Button onClick={() => setColumns({})}>Take the columns as their names tell</Button>}
      {data && (
        <>
          <div className={classes.choices}>
            <Button
              variant="filled"
              size="sm"
              disabled={isFetching || (data.runs.length === 0 && !watch)}
              loading={isStarting || isFetching}
              onClick={() => void begin()}
            >
              {beginLabel(data.runs.length, watch)}
            </Button>
            <Button size="sm" onClick={() => void refetch()}>
              Look again
            </Button>
          </div>
          {problem !== null && <ProblemNote error={problem} />}
          <TableColumnsForm runs={data.runs} chosen={columns} onChoose={setColumns} />
          <FoundRuns runs={data.runs} />
          <LeftOut entries={data.leftOut} title="What will be left out, and why" />
        </>
      )}
    </section>
  );
}

function beginLabel(runs: number, watch: boolean): string {
  if (runs === 0) return watch ? 'Watch' : 'Nothing to import';
  return `Import ${counted(runs, 'run')}${watch ? ' and watch' : ''}`;
}

function foundSentence({ runs, bytes, readBytes }: ImportPreview): string {
  const known = runs.filter((run) => run.known !== null).length;
  const parts = [
    `${counted(runs.length, 'run')}, ${formatBytes(bytes)}.`,
    known > 0 ? `${known === runs.length ? 'All' : known} of them are here already; what came since is added to them.` : '',
    formatBytes(readBytes) !== formatBytes(bytes)
      ? `To say this, ${formatBytes(readBytes)} were looked at; the rest may hold more of everything.`
      : '',
    'Nothing is written yet.',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function FoundRuns({ runs }: { runs: PreviewRun[] }) {
  const { data: importers } = useImporters();
  if (runs.length === 0) return null;
  return (
    <Folded items={runs} first={12} noun="run">
      {(shown) => (
        <table className={classes.table}>
          <caption className="visually-hidden">Runs that were found</caption>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Logged by</th>
              <th scope="col">Holds</th>
              <th scope="col" className="number">
                Size
              </th>
              <th scope="col">In the workspace</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, importer, source, bytes, holds, known }) => (
              <tr key={`${importer} ${source} ${name}`}>
                <td title={source}>{name}</td>
                <td>{importers?.find((one) => one.name === importer)?.title ?? importer}</td>
                <td className="soft">{holds === null ? 'not looked at yet' : countsOf(holds)}</td>
                <td className="number">{formatBytes(bytes)}</td>
                <td>{known === null ? 'new' : <Link href={links.run(known)}>goes on</Link>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Folded>
  );
}
