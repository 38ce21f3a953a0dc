import { NativeSelect } from '@mantine/core';
import type { AskImport, PreviewRun, TableColumns } from '../../../shared/api/imports.ts';
import classes from './import.module.css';

export type ChosenColumns = NonNullable<AskImport['columns']>;

const roles: { key: keyof TableColumns; label: string; none: string }[] = [
  { key: 'step', label: 'Step', none: 'rows are counted' },
  { key: 'time', label: 'Wall time', none: 'none' },
  { key: 'run', label: 'A run a value of', none: 'none' },
  { key: 'series', label: 'Series named by', none: 'none' },
  { key: 'value', label: 'Figures in', none: 'none' },
];

/** What the columns of tables are taken for, and another choice, which holds for every table that was found. */
export function TableColumnsForm(props: { runs: PreviewRun[]; chosen: ChosenColumns; onChoose: (chosen: ChosenColumns) => void }) {
  const { runs, chosen, onChoose } = props;
  const tables = runs.flatMap(({ table }) => table ?? []);
  if (tables.length === 0) return null;
  const names = [...new Set(tables.flatMap(({ of }) => of))];
  const choose = (key: keyof TableColumns, value: string) => {
    const { [key]: _before, ...others } = chosen;
    onChoose(value === 'told' ? others : { ...others, [key]: value === 'none' ? null : names[Number(value)] });
  };
  return (
    <section aria-labelledby="columns">
      <h3 id="columns">What the columns of tables are</h3>
      <div className={classes.choices}>
        {roles.map(({ key, label, none }) => {
          const told = [...new Set(tables.map(({ columns }) => columns[key] ?? none))];
          const choice = chosen[key];
          return (
            <NativeSelect
              key={key}
              label={label}
              value={choice === undefined ? 'told' : choice === null ? 'none' : String(names.indexOf(choice))}
              onChange={(event) => choose(key, event.currentTarget.value)}
              data={[
                {
                  value: 'told',
                  label: choice === undefined ? `${told.slice(0, 3).join(', ')}${told.length > 3 ? ' …' : ''}` : 'as the names tell',
                },
                { value: 'none', label: `None: ${none}` },
                ...names.map((name, at) => ({ value: String(at), label: name })),
              ]}
            />
          );
        })}
      </div>
    </section>
  );
}
