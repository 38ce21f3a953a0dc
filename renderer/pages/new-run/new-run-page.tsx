import { Splitter } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { useCatalogueOf, useRunDetail } from '../../queries.ts';
import { Panes } from '../../ui/panes.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { ConfigForm } from './config-form.tsx';
import { ConfigPreview } from './config-preview.tsx';
import { RecipeList } from './recipe-list.tsx';
import { StartBar } from './start-bar.tsx';
import { useDraft } from './use-draft.ts';
import type { Catalogue } from '../../../shared/catalogue.ts';
import type { RunDetail } from '../../../shared/api/runs.ts';
import { PageWaiting } from '../../ui/waiting.tsx';
import classes from './new-run.module.css';

export default function NewRunPage() {
  const [search] = useSearchParams();
  const fork = search.get('fork');
  const catalogue = useCatalogueOf(fork);
  const parent = useRunDetail(fork);
  const error = catalogue.error ?? parent.error;
  if (error) {
    return (
      <div style={{ padding: 16 }}>
        <ProblemNote error={error} again={() => void (catalogue.error ? catalogue.refetch() : parent.refetch())} />
      </div>
    );
  }
  if (!catalogue.data || (fork && !parent.data)) return <PageWaiting />;
  return <NewRun key={fork ?? 'new'} catalogue={catalogue.data} parent={fork ? (parent.data ?? null) : null} />;
}

function NewRun({ catalogue, parent }: { catalogue: Catalogue; parent: RunDetail | null }) {
  const { draft, setDraft, checked } = useDraft(catalogue, parent?.run.config ?? null);
  return (
    <div className="column fill">
      <h1 className="visually-hidden">New run</h1>
      <Panes name="new-run" initial={['220px', 60, '360px']}>
        <Splitter.Pane defaultSize="220px" min="180px">
          <RecipeList catalogue={catalogue} draft={draft} onDraft={setDraft} isFork={parent !== null} />
        </Splitter.Pane>
        <Splitter.Pane defaultSize={60} min="420px">
          <div className={classes.middle}>
            <ConfigForm catalogue={catalogue} draft={draft} onDraft={setDraft} checked={checked} isFork={parent !== null} />
            <StartBar draft={draft} checked={checked} parent={parent} />
          </div>
        </Splitter.Pane>
        <Splitter.Pane defaultSize="360px" min="260px">
          <ConfigPreview catalogue={catalogue} draft={draft} onDraft={setDraft} checked={checked} />
        </Splitter.Pane>
      </Panes>
    </div>
  );
}
