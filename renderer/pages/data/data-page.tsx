import { useMemo, useState } from 'react';
import { TextInput } from '@mantine/core';
import { Link, useParams } from 'wouter';
import type { Catalogue, DatasetEntry } from '../../../shared/catalogue.ts';
import { dataKinds } from '../../../shared/params.ts';
import { useCatalogue, usePublished } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { kindTitles } from '../../ui/kind-titles.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { DatasetView } from './dataset-view.tsx';
import { PageWaiting } from '../../ui/waiting.tsx';
import classes from './data.module.css';

/** Every dataset that there is: what it draws, its knobs, its known factors, and who can learn from it. */
export default function DataPage() {
  const { name } = useParams<{ name?: string }>();
  const catalogue = useCatalogue();
  if (catalogue.error) return <ProblemNote error={catalogue.error} again={() => void catalogue.refetch()} />;
  if (!catalogue.data) return <PageWaiting />;
  const { datasets } = catalogue.data;
  const chosen = name === undefined ? datasets[0] : datasets.find((dataset) => dataset.name === name);
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">Data</h1>
      <DatasetList catalogue={catalogue.data} chosen={chosen?.name ?? null} />
      {chosen ? (
        <DatasetView key={chosen.name} entry={chosen} catalogue={catalogue.data} />
      ) : (
        <EmptyPlace title="There is no such dataset">
          <p>The link may be from a newer version. Those that are here stand at the left.</p>
        </EmptyPlace>
      )}
    </div>
  );
}

function DatasetList({ catalogue, chosen }: { catalogue: Catalogue; chosen: string | null }) {
  const [words, setWords] = useState('');
  const published = usePublished().data;
  const away = new Set(published?.sets.filter(({ state }) => state.state !== 'here').map(({ name }) => name));
  const groups = useMemo(() => {
    const wanted = words.toLowerCase().split(/\s+/);
    const fits = ({ name, title, purpose }: DatasetEntry) =>
      wanted.every((word) => `${name} ${title} ${purpose}`.toLowerCase().includes(word));
    return dataKinds
      .map((kind) => ({ kind, datasets: catalogue.datasets.filter((dataset) => dataset.kind === kind && fits(dataset)) }))
      .filter(({ datasets }) => datasets.length > 0);
  }, [catalogue, words]);
  return (
    <nav className={classes.list} aria-label="Datasets">
      <TextInput
        size="xs"
        aria-label="Find a dataset"
        placeholder="Find a dataset"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {groups.length === 0 && <p className="soft">No dataset has these words.</p>}
      {groups.map(({ kind, datasets }) => (
        <section key={kind} aria-label={kindTitles[kind]}>
          <h2>{kindTitles[kind]}</h2>
          <ul>
            {datasets.map((dataset) => (
              <li key={dataset.name}>
                <Link href={links.data(dataset.name)} className={classes.entry} aria-current={dataset.name === chosen ? 'page' : undefined}>
                  <span className="ellipsis">{dataset.title}</span>
                  {dataset.fromDisk && <span className="faint">your disk</span>}
                  {away.has(dataset.name) && <span className="faint">to fetch</span>}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
