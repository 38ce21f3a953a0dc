import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { Catalogue } from '../../../shared/catalogue.ts';
import { type DataKind, dataKinds, type ParamGroup } from '../../../shared/params.ts';
import { presetSources, presetSourcesSentence } from '../../../shared/preset-sources.ts';
import { FieldRow } from '../../params-form/field-row.tsx';
import form from '../../params-form/params-form.module.css';
import { ParamFields } from '../../params-form/param-fields.tsx';
import { kindTitles } from '../../ui/kind-titles.ts';
import { type Checked, type Draft, kindOf, withDataset } from './draft.ts';
import classes from './new-run.module.css';
import { RecordingFields } from './recording-fields.tsx';
import { RunFields } from './run-fields.tsx';

const groups: { group: ParamGroup; title: string }[] = [
  { group: 'networks', title: 'Networks' },
  { group: 'game', title: 'Game' },
  { group: 'schedule', title: 'Schedule' },
];

export interface FormProps {
  catalogue: Catalogue;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  checked: Checked;
  isFork: boolean;
}

/** Every knob of the run, in the order one thinks of them: data, networks, game, schedule, recording, run. */
export function ConfigForm(props: FormProps) {
  const { catalogue, draft, onDraft, checked, isFork } = props;
  const recipe = catalogue.recipes.find((entry) => entry.name === draft.recipe);
  const dataset = catalogue.datasets.find((entry) => entry.name === draft.dataset.name);
  const kind = kindOf(catalogue, draft.dataset.name);
  const { issues } = checked;
  const common = { kind, preset: draft.preset, issues };
  return (
    <div className={classes.form}>
      <div className={classes.preset}>
        <span className="fill">
          <strong>{recipe?.title}</strong>
        </span>
        <span className="soft">Defaults</span>
        <SegmentedControl
          aria-label="Defaults"
          value={draft.preset}
          onChange={(preset) => onDraft({ ...draft, preset })}
          data={[
            { value: 'small', label: 'Small: minutes' },
            { value: 'paper', label: 'Published numbers' },
          ]}
        />
      </div>
      {recipe && <p className={classes.idea}>{recipe.idea}</p>}
      {recipe && draft.preset === 'paper' && (
        <p className={classes.idea}>{presetSourcesSentence(presetSources(recipe.params, kind, 'paper'))}</p>
      )}
      {recipe?.departures !== undefined && (
        <details className={classes.departures}>
          <summary>Built otherwise than published</summary>
          <ul>
            {recipe.departures.map((departure) => (
              <li key={departure}>{departure}</li>
            ))}
          </ul>
        </details>
      )}
      <section className={form.section} aria-labelledby="group-data">
        <h2 id="group-data">Data</h2>
        <FieldRow
          label="Dataset"
          help={dataset?.purpose}
          issue={issues.get('dataset') ?? issues.get('dataset.name')}
          control={(field) => (
            <NativeSelect
              {...field}
              className={form.select}
              value={draft.dataset.name}
              disabled={isFork}
              onChange={(event) => onDraft(withDataset(draft, event.currentTarget.value, catalogue))}
              data={datasetChoices(catalogue, recipe?.accepts ?? [])}
            />
          )}
        />
        {dataset && (
          <ParamFields
            {...common}
            specs={dataset.params}
            group={null}
            given={draft.dataset.params}
            prefix="dataset.params"
            disabled={isFork}
            onParams={(params) => onDraft({ ...draft, dataset: { ...draft.dataset, params } })}
          />
        )}
        <ParamFields
          {...common}
          specs={recipe?.params ?? []}
          group="data"
          given={draft.params}
          prefix="params"
          onParams={(params) => onDraft({ ...draft, params })}
        />
      </section>
      {groups.map(({ group, title }) => (
        <section key={group} className={form.section} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>
            {title}
            {group === 'networks' && isFork && <span className="faint"> as its parent’s: the weights have these shapes</span>}
          </h2>
          <ParamFields
            {...common}
            specs={recipe?.params ?? []}
            group={group}
            given={draft.params}
            prefix="params"
            disabled={isFork && group === 'networks'}
            onParams={(params) => onDraft({ ...draft, params })}
          />
        </section>
      ))}
      <RecordingFields draft={draft} onDraft={onDraft} issues={issues} catalogue={catalogue} />
      <RunFields draft={draft} onDraft={onDraft} issues={issues} catalogue={catalogue} />
    </div>
  );
}

function datasetChoices(catalogue: Catalogue, accepts: readonly string[]) {
  const of = (kind: DataKind) =>
    catalogue.datasets
      .filter((entry) => entry.kind === kind)
      .map((entry) => ({ value: entry.name, label: `${entry.title}${entry.fromDisk ? ' (your disk)' : ''}` }));
  return dataKinds.filter((kind) => accepts.includes(kind)).map((kind) => ({ group: kindTitles[kind], items: of(kind) }));
}
