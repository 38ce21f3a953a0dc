import { NativeSelect } from '@mantine/core';
import { mostThreads } from '../../../shared/run-config.ts';
import { FieldRow } from '../../params-form/field-row.tsx';
import { NumberBox } from '../../params-form/number-box.tsx';
import form from '../../params-form/params-form.module.css';
import { useBackendOptions } from '../../ui/backend-options.ts';
import { type Draft, type DraftFieldsProps, usualSteps } from './draft.ts';
import { StopFields } from './stop-fields.tsx';

/** What belongs to the run and not to the game: how long, from which seed, on what, when to end early. */
export function RunFields({ draft, onDraft, issues, catalogue }: DraftFieldsProps) {
  const backends = useBackendOptions(draft.backend);
  return (
    <section className={form.section} aria-labelledby="group-run">
      <h2 id="group-run">Run</h2>
      <FieldRow
        label="Name"
        help="Left empty, recipe and dataset name it."
        issue={issues.get('name')}
        control={(field) => (
          <input
            {...field}
            className={`${form.box} ${form.path}`}
            maxLength={200}
            value={draft.name}
            onChange={(event) => onDraft({ ...draft, name: event.currentTarget.value })}
          />
        )}
      />
      <FieldRow
        label="Steps"
        help="Updates of the generator."
        issue={issues.get('steps')}
        range="at least 1"
        usual={{ text: String(usualSteps), isChanged: draft.steps !== usualSteps, onReset: () => onDraft({ ...draft, steps: usualSteps }) }}
        control={(field) => (
          <NumberBox
            field={field}
            value={draft.steps}
            spec={{ type: 'integer', scale: 'log', min: 1, max: 100_000_000 }}
            onValue={(steps) => onDraft({ ...draft, steps })}
          />
        )}
      />
      <FieldRow
        label="Seed"
        help="Every random number of the run comes from it: same seed, same run."
        issue={issues.get('seed')}
        usual={{ text: '1', isChanged: draft.seed !== 1, onReset: () => onDraft({ ...draft, seed: 1 }) }}
        control={(field) => (
          <NumberBox
            field={field}
            value={draft.seed}
            spec={{ type: 'integer', min: 0, max: 0x7fffffff }}
            onValue={(seed) => onDraft({ ...draft, seed })}
          />
        )}
      />
      <FieldRow
        label="Backend"
        help="Auto takes the best that this machine has, and of several GPUs the freest; Settings shows them with their speed."
        issue={issues.get('backend')}
        control={(field) => (
          <NativeSelect
            {...field}
            className={form.select}
            value={draft.backend}
            data={backends}
            onChange={(event) => onDraft({ ...draft, backend: event.currentTarget.value as Draft['backend'] })}
          />
        )}
      />
      <FieldRow
        label="Threads"
        help="What wasm computes with; left empty, as Settings says. Never changes the numbers."
        issue={issues.get('threads')}
        range={`1 … ${mostThreads}`}
        usual={{ text: 'as Settings says', isChanged: draft.threads !== '', onReset: () => onDraft({ ...draft, threads: '' }) }}
        control={(field) => (
          <NumberBox
            field={field}
            value={draft.threads}
            spec={{ type: 'integer', min: 1, max: mostThreads }}
            onValue={(threads) => onDraft({ ...draft, threads })}
          />
        )}
      />
      <FieldRow
        label="A loss that is not a number"
        help="NaN and ±Inf are always recorded and shown."
        control={(field) => (
          <NativeSelect
            {...field}
            className={form.select}
            value={draft.onNonFinite}
            data={[
              { value: 'end', label: 'Ends the run' },
              { value: 'continue', label: 'Is recorded, and on' },
            ]}
            onChange={(event) => onDraft({ ...draft, onNonFinite: event.currentTarget.value as Draft['onNonFinite'] })}
          />
        )}
      />
      <StopFields draft={draft} onDraft={onDraft} issues={issues} catalogue={catalogue} />
    </section>
  );
}
