import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ImportState } from '../../../shared/api/imports.ts';
import { endImport } from '../../api-client.ts';
import { queryClient } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { ProblemNote, useProblem } from '../../ui/problem.tsx';
import { countsOf, counted, placeName, runsOf, stateWords } from './import-words.ts';
import { LeftOut } from './left-out.tsx';
import classes from './import.module.css';

/** How an import goes, and what came of it. */
export function ImportReport({ state }: { state: ImportState }) {
  const { runs, counts, bytes, leftOut } = state;
  const isUnderWay = state.state === 'looking' || state.state === 'reading';
  const hasCome = !isUnderWay && state.state !== 'cancelled' && state.state !== 'failed' && runs.added + runs.continued > 0;
  return (
    <section aria-labelledby="report">
      <h2 id="report" title={state.paths.join('\n')}>
        {placeName(state.paths)}
      </h2>
      <div role="status" className={classes.sentence}>
        {standing(state)}
      </div>
      {state.state === 'failed' && <ProblemNote error={state.sentence} title="It failed." />}
      {isUnderWay && (
        <Progress
          value={bytes.of === 0 ? 0 : (100 * bytes.read) / bytes.of}
          aria-label="Read so far"
          transitionDuration={0}
          size="sm"
          mb={8}
        />
      )}
      <div className={classes.choices}>
        <EndImport state={state} />
        {hasCome && (
          <>
            <Button size="sm" variant="filled" component={Link} href={runsOf(state)}>
              Show the runs
            </Button>
            {state.added.length > 0 && state.added.length <= 50 && (
              <Button size="sm" component={Link} href={links.compare(state.added)}>
                Compare them
              </Button>
            )}
          </>
        )}
        {!isUnderWay && (
          <Button size="sm" component={Link} href={links.importRuns({ paths: state.paths, watch: state.watch ? 'yes' : undefined })}>
            Look there again
          </Button>
        )}
      </div>
      <dl className={classes.facts}>
        <dt>Runs</dt>
        <dd>
          {counted(runs.found, 'run')} found, {runs.done} read to the end
          {hasCome && `: ${runs.added} new, ${runs.continued} that went on`}
        </dd>
        <dt>Read</dt>
        <dd>
          {formatBytes(bytes.read)} of {formatBytes(bytes.of)}: {countsOf(counts, 'nothing new')}
        </dd>
        {state.endedAt !== null && (
          <>
            <dt>Took</dt>
            <dd>{formatDuration(state.endedAt - state.startedAt)}</dd>
          </>
        )}
        <dt>From</dt>
        <dd className="mono">
          {state.paths.slice(0, 10).map((path) => (
            <div key={path}>{path}</div>
          ))}
          {state.paths.length > 10 && <div>and {state.paths.length - 10} more</div>}
        </dd>
      </dl>
      <LeftOut entries={leftOut} title="What was left out, and why" />
    </section>
  );
}

/** An end that was not meant says itself what it is. */
function standing({ state, sentence }: ImportState): string {
  if (state === 'failed') return '';
  if (state === 'cancelled') return sentence;
  return `${stateWords[state]}${sentence === '' ? '…' : `. ${sentence}`}`;
}

/** Cancels what is being read, stops what is watched; nothing where it has ended. */
export function EndImport({ state, isSmall }: { state: ImportState; isSmall?: boolean }) {
  const [isEnding, setEnding] = useState(false);
  const [problem, setProblem] = useProblem();
  if (state.endedAt !== null) return null;
  const isWatch = state.state === 'watching';
  const end = async () => {
    setEnding(true);
    setProblem(null);
    try {
      await endImport(state.id);
    } catch (refused) {
      setProblem(refused);
    }
    await queryClient.invalidateQueries({ queryKey: ['imports'] });
    setEnding(false);
  };
  return (
    <>
      <Button
        size={isSmall ? undefined : 'sm'}
        loading={isEnding}
        title={isWatch ? 'What came in stays' : 'Nothing of what is new stays'}
        onClick={() => void end()}
      >
        {isWatch ? 'Stop watching' : 'Cancel'}
      </Button>
      {problem !== null && <ProblemNote error={problem} />}
    </>
  );
}
