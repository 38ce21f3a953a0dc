import { Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { yaml } from '@codemirror/lang-yaml';
import { useQuery } from '@tanstack/react-query';
import CodeMirror, { EditorView } from '@uiw/react-codemirror';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { SweepPreview } from '../../../shared/api/sweeps.ts';
import { createSweep, previewSweep } from '../../api-client.ts';
import { queryClient, useCatalogue } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { PlaceChoice, placementBy } from '../../ui/place-choice.tsx';
import { ProblemNote, useProblem } from '../../ui/problem.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import classes from './sweeps.module.css';

const first = `name: Penalty weights
base:
  recipe: wgan-gp
  dataset: ring8
  steps: 500
vary:
  params.lambda: { values: [0.1, 1, 10] }
seeds: [1, 2]
`;
const extensions = [yaml(), EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'Plan of the sweep as YAML' })];

/** A plan is text, checked while it is written: how many runs it asks for, or which key is wrong. */
export function NewSweep() {
  const scheme = useScheme();
  const { data: catalogue } = useCatalogue();
  const [, navigate] = useLocation();
  const [plan, setPlan] = useState(first);
  const [settled] = useDebouncedValue(plan, 250);
  const [failure, setFailure] = useProblem();
  const [profile, setProfile] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const { data: preview, error } = useQuery({
    queryKey: ['sweep-preview', settled],
    queryFn: ({ signal }) => previewSweep(settled, signal),
    retry: false,
    gcTime: 0,
  });
  const isCurrent = settled === plan && preview !== undefined && error === null;
  const start = async () => {
    setStarting(true);
    try {
      const made = await createSweep(plan, placementBy(profile));
      await queryClient.invalidateQueries({ queryKey: ['runs'] });
      navigate(links.sweep(made.id));
    } catch (problem) {
      setFailure(problem);
      setStarting(false);
    }
  };
  return (
    <div className={classes.columns}>
      <section aria-labelledby="sweep-plan">
        <div className="row">
          <h2 id="sweep-plan" className="fill">
            Plan
          </h2>
          <Select
            aria-label="Start from an example"
            placeholder="Start from an example"
            data={catalogue?.sweeps.map(({ name }) => name) ?? []}
            value={null}
            onChange={(name) => setPlan(catalogue?.sweeps.find((sweep) => sweep.name === name)?.yaml ?? plan)}
          />
        </div>
        <ScheduleFields plan={plan} onChange={setPlan} />
        <CodeMirror
          className={classes.plan}
          value={plan}
          theme={scheme}
          basicSetup={{ lineNumbers: true, foldGutter: false, highlightActiveLine: false, autocompletion: false }}
          extensions={extensions}
          onChange={setPlan}
        />
      </section>
      <section aria-labelledby="sweep-asks">
        <h2 id="sweep-asks">What it asks for</h2>
        <div className={classes.asks}>
          {error ? <ProblemNote error={error} /> : null}
          {preview && !error ? (
            <>
              <p>
                <strong>{preview.runs}</strong> {preview.runs === 1 ? 'run' : 'runs'}, of {Object.keys(preview.plan.variants).length}{' '}
                {Object.keys(preview.plan.variants).length === 1 ? 'variant' : 'variants'}; every config was checked.
              </p>
              {preview.rests.length > 0 && <p>{restsSentence(preview)}</p>}
              <ol>
                {preview.names.map((name) => (
                  <li key={name}>{name}</li>
                ))}
              </ol>
              {preview.runs > preview.names.length && <p className="faint">and {preview.runs - preview.names.length} more</p>}
            </>
          ) : null}
          {failure !== null && <ProblemNote error={failure} />}
        </div>
        <PlaceChoice profile={profile} onProfile={setProfile} />
        <Button variant="filled" disabled={!isCurrent} loading={isStarting} onClick={() => void start()}>
          Queue {isCurrent ? preview.runs : ''} {isCurrent && preview.runs === 1 ? 'run' : 'runs'}
        </Button>
        <dl className={classes.words}>
          <dt>base</dt>
          <dd>what all runs share, as in a config file</dd>
          <dt>variants</dt>
          <dd>by name, what each lays over the base; each is trained at the same places</dd>
          <dt>vary</dt>
          <dd>
            a key and its <code>values</code>, or <code>from</code>, <code>to</code>, <code>scale</code>, <code>whole</code>; a key{' '}
            <code>params.judge…</code> means the recipe’s critic or discriminator
          </dd>
          <dt>how, count, seed</dt>
          <dd>every combination (grid), or places drawn at random</dd>
          <dt>seeds</dt>
          <dd>every place is trained with each</dd>
          <dt>schedule</dt>
          <dd>
            who goes on after a while: <code>kind: asha</code> with a <code>metric</code>, and from <code>min</code> to <code>max</code>{' '}
            steps one of <code>eta</code> at each rung; <code>kind: pbt</code> with a <code>metric</code>, and after every{' '}
            <code>interval</code> steps forks of the best in place of the worst
          </dd>
        </dl>
      </section>
    </div>
  );
}

function restsSentence({ plan, rests }: SweepPreview): string {
  const between = rests.slice(0, -1).join(', ');
  if (plan.schedule.kind === 'pbt')
    return `All train to step ${rests.at(-1)}; after ${between} the worst are replaced by forks of the best.`;
  return `They rest at step ${between}, and only the best go on; the last train to step ${rests.at(-1)}.`;
}
