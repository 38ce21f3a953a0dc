import { Button, Menu } from '@mantine/core';
import { stringify } from 'yaml';
import type { RunRow } from '../../../shared/api/runs.ts';
import { fieldListOf, fieldNamed } from '../../../shared/query/sorting.ts';
import { groupsTable, runsTable } from '../../../shared/run-cells.ts';
import { tableText, type TextForm } from '../../../shared/runs-text.ts';
import type { GroupList } from '../../../shared/api/runs.ts';
import { links } from '../../routes.tsx';
import { copyText } from '../../ui/copy-text.tsx';
import { commandOf } from './command-of.ts';
import type { RunColumn } from './run-columns.tsx';

export const textForms: { form: TextForm; name: string }[] = [
  { form: 'tsv', name: 'TSV, for a spreadsheet' },
  { form: 'markdown', name: 'Markdown' },
  { form: 'latex', name: 'LaTeX (booktabs)' },
];

/** Of the selected runs: what names them, what they are, what makes them again, and their lines of the table. */
export function CopyMenu({ runs, columns }: { runs: RunRow[]; columns: RunColumn[] }) {
  const many = runs.length > 1 ? 's' : '';
  const put = (text: string, what: string) => void copyText(text, `Copied ${what}.`);
  const list = (of: (run: RunRow) => string) => runs.map(of).join('\n');
  return (
    <Menu>
      <Menu.Target>
        <Button>Copy</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() =>
            put(
              list(({ id }) => id),
              `${runs.length} id${many}`,
            )
          }
        >
          Id{many}
        </Menu.Item>
        <Menu.Item
          onClick={() =>
            put(
              list(({ id }) => new URL(links.run(id), window.location.href).href),
              `${runs.length} link${many}`,
            )
          }
        >
          Link{many}
        </Menu.Item>
        <Menu.Item onClick={() => put(runs.map(({ config }) => stringify(config)).join('---\n'), `${runs.length} config${many}`)}>
          Config{many} as YAML
        </Menu.Item>
        <Menu.Item onClick={() => put(list(commandOf), `${runs.length} command${many}`)}>Command{many} for a shell</Menu.Item>
        <Menu.Divider />
        {textForms.map(({ form, name }) => (
          <Menu.Item key={form} onClick={() => put(runsText(runs, columns, form), `${runs.length} line${many}`)}>
            Table as {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Runs with the columns on screen. */
export function runsText(runs: readonly RunRow[], columns: readonly RunColumn[], form: TextForm): string {
  const shown = columns.flatMap(({ field, title }) => {
    const named = field === undefined ? null : fieldNamed(field);
    return named === null ? [] : [{ field: named, title }];
  });
  return tableText(runsTable(runs, shown, Date.now()), form);
}

export function groupsText(list: GroupList, by: readonly string[], titles: readonly string[], form: TextForm): string {
  return tableText(groupsTable(list, by, titles), form);
}

/** Fields of the columns, once each, with their titles. */
export function titledFields(columns: readonly RunColumn[]): { fields: string[]; titles: string[] } {
  const found = new Map(
    columns.flatMap(({ field, title }) => (field === undefined || fieldListOf(field).length !== 1 ? [] : [[field, title] as const])),
  );
  return { fields: [...found.keys()], titles: [...found.values()] };
}
