import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { RunDetail } from '../../../shared/api/runs.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { createRun, forkRun } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { useKeys } from '../../keys.ts';
import { links } from '../../routes.tsx';
import { PlaceChoice, placementBy } from '../../ui/place-choice.tsx';
import { ProblemNote, useProblem } from '../../ui/problem.tsx';
import { type Checked, type Draft, forkSet, inputOf } from './draft.ts';
import classes from './new-run.module.css';

type When = 'now' | 'queue';

/** Start and queue, and what keeps them from it. */
export function StartBar({ draft, checked, parent }: { draft: Draft; checked: Checked; parent: RunDetail | null }) {
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const [working, setWorking] = useState<When | null>(null);
  const [error, setError] = useProblem();
  const [profile, setProfile] = useState<string | null>(null);
  const on = placementBy(profile);
  const steps = parent?.checkpoints.map((checkpoint) => checkpoint.step) ?? [];
  const asked = Number(search.get('step') ?? Number.NaN);
  const step = steps.includes(asked) ? asked : steps.at(-1);
  const first = checked.issues.values().next().value;
  const start = async (when: When) => {
    if (!checked.config || working) return;
    setWorking(when);
    setError(null);
    try {
      const run = parent
        ? await forkRun(parent.run.id, { step, set: forkSet(parent.run.config, checked.config), start: when, on, ...named(draft) })
        : await createRun({ config: inputOf(draft) as RunConfig, start: when, on });
      navigate(links.run(run.id));
    } catch (caught) {
      setError(caught);
      setWorking(null);
    }
  };
  useKeys({ 'mod+Enter': () => void start('now') });
  return (
    <div className={classes.start}>
      {error ? <ProblemNote error={error} /> : null}
      <div className="row">
        <Button size="sm" variant="filled" disabled={!checked.config} loading={working === 'now'} onClick={() => void start('now')}>
          {parent ? 'Fork and start' : 'Start'}
        </Button>
        <Button size="sm" disabled={!checked.config} loading={working === 'queue'} onClick={() => void start('queue')}>
          Queue
        </Button>
        <PlaceChoice profile={profile} onProfile={setProfile} />
        {parent && (
          <NativeSelect
            aria-label="Fork at the checkpoint of step"
            value={String(step ?? '')}
            data={steps.map((at) => ({ value: String(at), label: `from step ${formatStep(at)}` })).reverse()}
            onChange={(event) =>
              setSearch(
                (before) => new URLSearchParams([...[...before].filter(([key]) => key !== 'step'), ['step', event.currentTarget.value]]),
                {
                  replace: true,
                },
              )
            }
          />
        )}
        <span className={classes.startNote} role="status">
          {first ? (
            <span style={{ color: 'var(--bad)' }}>
              {checked.issues.size > 1 ? `${checked.issues.size} values need a look. ` : ''}
              {first.message}
            </span>
          ) : (
            <span className="faint">Ctrl Enter starts</span>
          )}
        </span>
      </div>
    </div>
  );
}

function named({ name }: Draft): { name?: string } {
  return name.trim() === '' ? {} : { name: name.trim() };
}
