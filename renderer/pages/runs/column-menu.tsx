import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { Catalogue } from '../../../shared/catalogue.ts';
import type { TextForm } from '../../../shared/runs-text.ts';
import { textForms } from './copy-menu.tsx';
import { columnOf, plainColumns, type SeriesFigure } from './run-columns.tsx';

/** Which columns are shown. Until a person chooses, the table chooses: what differs, and the figures of merit. */
export function ColumnMenu(props: {
  shown: string[];
  isChosen: boolean;
  params: string[];
  series: string[];
  catalogue: Catalogue | undefined;
  onChoose: (ids: string[] | null) => void;
  onCopy: (form: TextForm) => void;
}) {
  const { shown, isChosen, params, series, catalogue, onChoose } = props;
  const [words, setWords] = useState('');
  const figures: SeriesFigure[] = ['last', 'min', 'max', 'spark'];
  const groups = [
    { title: 'Run', ids: plainColumns.map((column) => column.id) },
    { title: 'Params', ids: params.map((key) => `params.${key}`) },
    { title: 'Series', ids: series.flatMap((key) => figures.map((figure) => `${figure}:${key}`)) },
  ];
  const toggle = (id: string) => onChoose(shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id]);
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button leftSection={<IconColumns3 size={14} />}>Columns</Button>
      </Popover.Target>
      <Popover.Dropdown w={320} p="sm">
        <TextInput
          aria-label="Search columns"
          placeholder="Search columns"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-autofocus
        />
        <div className="scroll" style={{ maxHeight: 380, marginTop: 8 }}>
          {groups.map(({ title, ids }) => {
            const found = ids
              .map((id) => ({ id, name: columnOf(id, catalogue)?.title ?? id }))
              .filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(words.toLowerCase()));
            return found.length === 0 ? null : (
              <fieldset key={title} style={{ border: 0, padding: 0, margin: '0 0 8px' }}>
                <legend className="soft" style={{ fontSize: 11.5 }}>
                  {title}
                </legend>
                {found.map(({ id, name }) => (
                  <Checkbox key={id} label={name} checked={shown.includes(id)} onChange={() => toggle(id)} my={3} />
                ))}
              </fieldset>
            );
          })}
        </div>
        <Button disabled={!isChosen} onClick={() => onChoose(null)}>
          Back to the usual columns
        </Button>
        <fieldset style={{ border: 0, padding: 0, margin: '10px 0 0' }}>
          <legend className="soft" style={{ fontSize: 11.5, paddingBottom: 4 }}>
            Copy this table as
          </legend>
          <div className="row">
            {textForms.map(({ form, name }) => (
              <Button key={form} onClick={() => props.onCopy(form)} title={name}>
                {name.split(/[, ]/)[0]}
              </Button>
            ))}
          </div>
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
