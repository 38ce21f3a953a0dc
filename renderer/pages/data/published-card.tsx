import { Button, Progress } from '@mantine/core';
import type { PublishedSet, PublishedSets, PublishedState } from '../../../shared/api/published.ts';
import type { DatasetEntry } from '../../../shared/catalogue.ts';
import { downloadBytes, type Published } from '../../../shared/published.ts';
import { cancelPublished, fetchPublished } from '../../api-client.ts';
import { queryClient } from '../../queries.ts';
import { formatBytes } from '../../ui/format.ts';
import { attempt } from '../../ui/undo.tsx';
import classes from './data.module.css';

/** A set that has to be fetched first: whose it is and under which terms, then the button; how far it is while it comes. */
export function PublishedCard({ entry, published, all }: { entry: DatasetEntry; published: Published; all: PublishedSets }) {
  const set = all.sets.find(({ name }) => name === entry.name);
  if (set === undefined || set.state.state === 'here') return null;
  return (
    <section className={classes.published} aria-label={`Get ${entry.title}`}>
      <p>{entry.title} is not on this machine yet.</p>
      <dl>
        <dt>Publisher</dt>
        <dd>
          {published.publisher}
          <br />
          <a href={published.page} target="_blank" rel="noreferrer">
            {published.page}
          </a>
        </dd>
        <dt>Licence</dt>
        <dd>{published.licence}</dd>
        <dt>To cite</dt>
        <dd>{published.citation}</dd>
        <dt>From</dt>
        <dd>{all.mirror === '' ? published.addresses.join(' or ') : `the mirror ${all.mirror}`}</dd>
        <dt>To</dt>
        <dd>{set.folder}</dd>
      </dl>
      <Fetching entry={entry} state={set.state} bytes={downloadBytes(published)} />
      <p className="faint">Every file is held against the sha256 that is known of it before anything reads it.</p>
    </section>
  );
}

function Fetching({ entry, state, bytes }: { entry: DatasetEntry; state: Exclude<PublishedState, { state: 'here' }>; bytes: number }) {
  const give = (order: (name: string) => Promise<PublishedSet>) => () =>
    attempt(async () => {
      const set = await order(entry.name);
      queryClient.setQueryData<PublishedSets>(
        ['published'],
        (before) => before && { ...before, sets: before.sets.map((other) => (other.name === set.name ? set : other)) },
      );
    });
  if (state.state === 'away') {
    const begun = `Go on with ${entry.title} (${formatBytes(state.bytes)} of ${formatBytes(state.of)} are here)`;
    return (
      <>
        {state.sentence !== null && <p role="status">{state.sentence}</p>}
        <Button variant="filled" onClick={() => void give(fetchPublished)()}>
          {state.bytes > 0 ? begun : `Get ${entry.title} (${formatBytes(bytes)})`}
        </Button>
      </>
    );
  }
  const words = { fetching: 'Fetching', checking: 'Checking', unpacking: 'Unpacking' }[state.phase];
  return (
    <div className="row">
      <div className="fill">
        <Progress value={state.of === 0 ? 0 : (100 * state.bytes) / state.of} aria-label={`Fetching ${entry.title}`} />
        <span className="soft number">{`${words} ${formatBytes(state.bytes)} of ${formatBytes(state.of)}`}</span>
      </div>
      <Button onClick={() => void give(cancelPublished)()}>Cancel</Button>
    </div>
  );
}

/** Beside the examples of a set that is here. */
export function Terms({ published }: { published: Published }) {
  return (
    <p className="faint">
      {published.publisher}. Licence: {published.licence}. To cite: {published.citation}
    </p>
  );
}
