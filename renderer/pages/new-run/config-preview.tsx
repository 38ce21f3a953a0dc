import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { describeConfig } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import type { FormProps } from './config-form.tsx';
import { DatasetPreview } from './dataset-preview.tsx';
import { RecipeLosses } from '../../ui/recipe-losses.tsx';
import { NetworkStack } from './network-stack.tsx';
import { YamlPane } from './yaml-pane.tsx';
import classes from './new-run.module.css';

/** What the config means, while it is made: the data, the networks, the losses, what it will cost, and the file. */
export function ConfigPreview({ catalogue, draft, onDraft, checked }: Omit<FormProps, 'isFork'>) {
  const recipe = catalogue.recipes.find((entry) => entry.name === draft.recipe);
  const isForced = checked.config !== null;
  const asked = JSON.stringify(checked.config ? costKey(checked.config) : null);
  const [settled] = useDebouncedValue(asked, 500);
  const cost = useQuery({
    queryKey: ['describe', settled],
    queryFn: ({ signal }) => describeConfig(JSON.parse(settled), signal),
    enabled: settled !== 'null',
    placeholderData: keepPreviousData,
    retry: false,
  });
  const steps = checked.config?.steps ?? Number.NaN;
  const isOld = cost.isFetching || asked !== settled || !isForced;
  return (
    <aside className={classes.preview} aria-label="What this config means">
      <DatasetPreview catalogue={catalogue} draft={draft} checked={checked} />
      <section>
        <h2>Cost</h2>
        <dl className={classes.cost} data-old={isOld || undefined}>
          <div>
            <dt>a step</dt>
            <dd>{cost.data ? formatDuration(cost.data.millisecondsPerStep) : '—'}</dd>
          </div>
          <div>
            <dt>{Number.isFinite(steps) ? `${formatStep(steps)} steps` : 'all steps'}</dt>
            <dd>{cost.data ? formatDuration(cost.data.millisecondsPerStep * steps) : '—'}</dd>
          </div>
          <div>
            <dt>tensors</dt>
            <dd>{cost.data ? formatBytes(cost.data.tensorBytes) : '—'}</dd>
          </div>
          <div>
            <dt>backend</dt>
            <dd>{cost.data?.backend ?? '—'}</dd>
          </div>
        </dl>
        <p className={classes.costNote} role="status">
          {costWords(cost.isFetching, cost.data?.measured)}
        </p>
        {cost.error && isForced ? <ProblemNote error={cost.error} again={() => void cost.refetch()} /> : null}
      </section>
      <section>
        <h2>Networks</h2>
        <NetworkStack networks={cost.data?.networks ?? null} isOld={isOld} />
      </section>
      <section>
        <h2>Losses</h2>
        {recipe && <RecipeLosses recipe={recipe} />}
      </section>
      <YamlPane draft={draft} onDraft={onDraft} actions={(copy) => <Button onClick={copy}>Copy</Button>} />
    </aside>
  );
}

/** What the cost depends on: not the name, nor how long it runs. */
function costKey(config: NonNullable<FormProps['checked']['config']>) {
  const { name: _name, steps: _steps, stop: _stop, recording: _recording, ...rest } = config;
  return rest;
}
function costWords(isFetching: boolean, measured: boolean | undefined): string {
  if (isFetching) return 'Measuring a few real steps…';
  if (measured === undefined) return 'Measured by a few real steps once the config is valid.';
  return measured ? 'Measured by a few real steps, without metrics and samples.' : 'Estimated.';
}
