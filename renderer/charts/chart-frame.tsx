import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { saveFile } from '../ui/save-file.ts';
import classes from './chart-frame.module.css';
import { formatExact } from './number-format.ts';
import { fileName, type TableData, toCsv } from './table-data.ts';
import type { ChartPicture } from './use-plot.ts';

export interface ChartFrameProps {
  title: string;
  /** More about the title, where the pointer rests on it; the title itself when left out. */
  hint?: string;
  unit?: string;
  /** What was done to the data on its way to the picture: smoothing, down-sampling, what is missing. */
  caption?: ReactNode;
  table: () => TableData;
  picture?: () => Partial<ChartPicture>;
  /** Controls of the chart, left of its menu. */
  actions?: ReactNode;
  /** More entries of the menu. */
  menu?: ReactNode;
  children: ReactNode;
}
const longestTable = 400;

/** Title with unit, the picture or the table behind it, what must be said about it, and the ways out (CSV, PNG, SVG). */
export function ChartFrame({ title, hint, unit, caption, table, picture, actions, menu, children }: ChartFrameProps) {
  const [isTable, setTable] = useState(false);
  const shown = picture?.() ?? {};
  const save = async (kind: 'csv' | 'png' | 'svg') => {
    if (kind === 'csv') saveFile(new Blob([toCsv(table())], { type: 'text/csv' }), fileName(title, 'csv'));
    if (kind === 'svg' && shown.svg) saveFile(new Blob([shown.svg()], { type: 'image/svg+xml' }), fileName(title, 'svg'));
    if (kind === 'png' && shown.png) saveFile(await shown.png(), fileName(title, 'png'));
  };
  return (
    <figure className={classes.frame} aria-label={unit ? `${title}, ${unit}` : title}>
      <figcaption className={classes.head}>
        <span className={classes.title} title={hint ?? title}>
          {title}
          {unit ? <span className={classes.unit}> {unit}</span> : null}
        </span>
        <span className={classes.actions}>
          {actions}
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Export and table: ${title}`}>
                <IconDotsVertical size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setTable(!isTable)}>{isTable ? 'Show as picture' : 'Show as table'}</Menu.Item>
              {menu}
              <Menu.Divider />
              <Menu.Item onClick={() => save('csv')}>Save data as CSV</Menu.Item>
              {shown.png ? <Menu.Item onClick={() => save('png')}>Save picture as PNG</Menu.Item> : null}
              {shown.svg ? <Menu.Item onClick={() => save('svg')}>Save picture as SVG</Menu.Item> : null}
            </Menu.Dropdown>
          </Menu>
        </span>
      </figcaption>
      <div className={classes.body}>{isTable ? <DataTable title={title} data={table()} /> : children}</div>
      {caption === undefined ? null : <ScrollBox className={classes.caption}>{caption}</ScrollBox>}
    </figure>
  );
}

/** A scrolled region must be reachable by keyboard. */
const scrollable = { tabIndex: 0 };

function DataTable({ title, data }: { title: string; data: TableData }) {
  const columns = data.columns.map((name, i) => ({ key: `column ${i}`, name }));
  const rows = data.rows.slice(0, longestTable).map((cells, i) => ({ key: `row ${i}`, cells }));
  return (
    <section className={classes.tableBox} aria-label={`Table: ${title}`} {...scrollable}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {columns.map((column, i) => (
                <td key={column.key}>{exact(cells[i])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data.rows.length > longestTable ? (
        <p className={classes.more}>
          The first {longestTable} of {data.rows.length} rows; the CSV has all.
        </p>
      ) : null}
    </section>
  );
}

function exact(cell: string | number): string {
  return typeof cell === 'number' ? formatExact(cell) : cell;
}
