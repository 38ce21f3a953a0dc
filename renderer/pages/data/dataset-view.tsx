import { Button, Menu } from '@mantine/core';
import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Catalogue, DatasetEntry } from '../../../shared/catalogue.ts';
import type { Issue } from '../../../shared/errors.ts';
import type { DataKind } from '../../../shared/params.ts';
import { resolveConfig } from '../../../shared/resolve-config.ts';
import { previewDataset } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { ParamFields } from '../../params-form/param-fields.tsx';
import { usePublished } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { DataLook } from '../../ui/data-look.tsx';
import { kindTitles } from '../../ui/kind-titles.ts';
import { paramsAsText, paramsFrom } from '../../ui/params-in-address.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { FactorList } from './factor-list.tsx';
import { PublishedCard, Terms } from './published-card.tsx';
import classes from './data.module.css';

/** How many are drawn of each kind: enough for the shares of classes and the spread of factors to be seen. */
const drawn: Record<DataKind, number> = { points: 4000, pictures: 400, pairs: 120, domains: 200, captions: 400, voxels: 60, sound: 40 };

/** Pixels of the screen that a picture takes, roughly: each of its own is a whole number of them. */
const seen = 52;

/** One dataset: examples as large as there is room, knobs beside them, and what is known of each example. */
export function DatasetView({ entry, catalogue }: { entry: DatasetEntry; catalogue: Catalogue }) {
  const [search, setSearch] = useSearchParams();
  const given = paramsFrom(search.get('params'));
  const [seed, setSeed] = useState(1);
  const { ref, width } = useElementSize();
  const recipes = catalogue.recipes.filter((recipe) => recipe.accepts.includes(entry.kind));
  const checked = resolveConfig(catalogue, { recipe: recipes[0]?.name ?? '', dataset: { name: entry.name, params: given }, steps: 1 });
  const issues = new Map<string, Issue>('issues' in checked ? checked.issues.map((issue) => [issue.path, issue]) : []);
  const needsPath = entry.fromDisk && !given.path;
  const publishedSets = usePublished().data;
  const isAway = entry.published !== undefined && publishedSets?.sets.find(({ name }) => name === entry.name)?.state.state !== 'here';
  const isShown = !needsPath && !isAway;
  const isWrong = [...issues.keys()].some((path) => path.startsWith('dataset'));
  const dataset = 'config' in checked ? checked.config.dataset : { name: entry.name, params: given };
  const [asked] = useDebouncedValue(JSON.stringify({ dataset, seed, count: drawn[entry.kind] }), 200);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['preview', asked],
    queryFn: ({ signal }) => previewDataset(JSON.parse(asked), signal),
    enabled: !isWrong && isShown,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const pixels = data?.tensors.pixels?.shape ?? [];
  const side = Number(pixels.at(-2) ?? 1);
  return (
    <div className={classes.view}>
      <section className={classes.look} aria-label={`Examples of ${entry.title}`}>
        <header>
          <h2>{entry.title}</h2>
          <span className="faint">
            {kindTitles[entry.kind].toLowerCase()}
            {data && ` · ${data.examples === null ? 'endless' : `${formatStep(data.examples)} examples`}`}
            {pixels.length > 0 && ` · ${side} × ${side} px`}
          </span>
          <Button size="compact-sm" variant="default" disabled={!isShown || isWrong} onClick={() => setSeed(seed + 1)}>
            Draw others
          </Button>
          <TrainMenu entry={entry} recipes={recipes} data={paramsAsText(given)} />
        </header>
        <p className="soft">{entry.purpose}</p>
        {entry.published && isAway && publishedSets && <PublishedCard entry={entry} published={entry.published} all={publishedSets} />}
        {entry.published && !isAway && <Terms published={entry.published} />}
        <div ref={ref} className={classes.examples} data-old={isFetching || undefined}>
          {needsPath && <p className="soft">Say at the right where it is on your disk, and examples are shown here.</p>}
          {isShown && error ? <ProblemNote error={error} again={() => void refetch()} /> : null}
          {isShown && !isWrong && !error && !data && <Waiting />}
          {isShown && !error && data && (
            <DataLook
              preview={data}
              label={`Examples of ${entry.title}`}
              width={width}
              height={Math.min(width, 620)}
              limit={400}
              pictureWidth={side * Math.max(1, Math.round(seen / side))}
            />
          )}
        </div>
        {data?.notes.map((note) => (
          <p key={note} className={classes.note}>
            {note}
          </p>
        ))}
      </section>
      <aside className={classes.side} aria-label="Knobs and factors">
        {entry.params.length > 0 && <h2>Knobs</h2>}
        <ParamFields
          specs={entry.params}
          group={null}
          kind={entry.kind}
          preset="small"
          given={given}
          prefix="dataset.params"
          issues={issues}
          onParams={(params) => setSearch(paramsAsText(params) === '' ? {} : { params: paramsAsText(params) }, { replace: true })}
        />
        {data && <FactorList preview={data} />}
      </aside>
    </div>
  );
}

/** Those that can learn from it; the first is the one most people want. */
function TrainMenu({ entry, recipes, data }: { entry: DatasetEntry; recipes: Catalogue['recipes']; data: string }) {
  const [, navigate] = useLocation();
  const meant = recipes.toSorted((a, b) => Number(b.usualData?.name === entry.name) - Number(a.usualData?.name === entry.name));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="filled">
          Train on this
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        {meant.map((recipe) => (
          <Menu.Item key={recipe.name} onClick={() => navigate(links.newRun({ recipe: recipe.name, dataset: entry.name, data }))}>
            {recipe.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
