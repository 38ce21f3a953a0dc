import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { previewDataset } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { usePublished } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { DataLook } from '../../ui/data-look.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import type { FormProps } from './config-form.tsx';
import { kindOf } from './draft.ts';
import classes from './new-run.module.css';

/** Real examples of the data as it will be trained on. */
export function DatasetPreview({ catalogue, draft, checked }: Pick<FormProps, 'catalogue' | 'draft' | 'checked'>) {
  const { ref, width } = useElementSize();
  const entry = catalogue.datasets.find((dataset) => dataset.name === draft.dataset.name);
  const needsPath = entry?.fromDisk && !draft.dataset.params.path;
  const away = usePublished().data?.sets.find(({ name, state }) => name === draft.dataset.name && state.state !== 'here');
  const isShown = !needsPath && away === undefined;
  const isWrong = [...checked.issues.keys()].some((path) => path.startsWith('dataset'));
  const dataset = checked.config?.dataset ?? draft.dataset;
  const kind = kindOf(catalogue, draft.dataset.name);
  const count = kind === 'points' ? 2000 : kind === 'pictures' || kind === 'captions' ? 88 : kind === 'domains' ? 200 : 24;
  const seed = checked.config?.seed ?? 1;
  const [asked] = useDebouncedValue(JSON.stringify({ dataset, seed, count }), 250);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['preview', asked],
    queryFn: ({ signal }) => previewDataset(JSON.parse(asked), signal),
    enabled: !isWrong && isShown,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const side = kind === 'points' ? Math.min(width, 300) : 232;
  const label = `Examples of ${entry?.title ?? draft.dataset.name}`;
  return (
    <section>
      <h2>
        {entry?.title ?? 'Data'}
        <span className="faint">
          {data &&
            ` ${data.examples === null ? 'endless' : `${formatStep(data.examples)} examples`}${data.classes ? `, ${data.classes.length} classes` : ''}`}
        </span>
      </h2>
      <div ref={ref} className={classes.data} style={{ minHeight: side }} data-old={isFetching || undefined}>
        {needsPath && <p className="soft">Say where it is on your disk, and examples are shown here.</p>}
        {away && (
          <p className="soft">
            It is not on this machine yet. <Link href={links.data(away.name)}>Get it on the Data page</Link>
          </p>
        )}
        {isShown && error ? <ProblemNote error={error} again={() => void refetch()} /> : null}
        {isShown && !isWrong && !error && !data && <Waiting />}
        {isShown && !error && data && <DataLook preview={data} label={label} width={width} height={side} />}
      </div>
      {data?.notes.map((note) => (
        <p key={note} style={{ color: 'var(--warn)' }}>
          {note}
        </p>
      ))}
    </section>
  );
}
