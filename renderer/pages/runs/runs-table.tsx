import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { RunGroup, RunRow } from '../../../shared/api/runs.ts';
import { useNow } from '../../ui/use-now.ts';
import { isCompared } from './baseline.ts';
import { ColumnHead, type Sorting } from './column-head.tsx';
import { GroupTableRow } from './group-row.tsx';
import type { RunColumn } from './run-columns.tsx';
import { RunTableRow, type RowDeeds } from './run-row.tsx';
import { useTableGestures } from './use-table-gestures.ts';
import classes from './runs.module.css';

export const rowHeight = 28;
const [narrowestName, widestName] = [230, 480];
/** What stands beside a name in its cell, and what a letter and a digit of the number take at most. */
const [besideName, letterWidth] = [156, 7.4];

export interface Grouping {
  fields: string[];
  titles: string[];
  /** Which of a group's aggregates belongs to a column's field. */
  places: ReadonlyMap<string, number>;
  groupAt(index: number): { group: RunGroup; isOpen: boolean } | undefined;
  fold(group: RunGroup): void;
}

export interface TableHandle {
  show(index: number): void;
}

/**
 * The table: only the rows on screen exist, and only their pages are asked for. `rowAt` answers undefined for a row
 * that has not come yet; its place is kept, so nothing jumps.
 */
export function RunsTable(props: {
  ref: RefObject<TableHandle | null>;
  total: number;
  /** Of these lines and of those that are folded away. */
  runCount: number;
  rowAt: (index: number) => RunRow | undefined;
  /** Runs by whose names the first column is as wide as it is: groups unfold later. */
  nameAt: (index: number) => RunRow | undefined;
  onRange: (first: number, last: number) => void;
  columns: RunColumn[];
  sortings: readonly Sorting[];
  onSort: (sorting: Sorting, extend: boolean) => void;
  /** Where the runs are in groups: what stands in a line that is a group's. */
  grouping: Grouping | null;
  focused: string | null;
  selected: ReadonlyMap<string, RunRow>;
  onSelectAll: () => void;
  renaming: string | null;
  /** What others are held against. */
  baseline: RunRow | null;
  deeds: RowDeeds;
  empty: ReactNode;
}) {
  const { ref, total, runCount, rowAt, onRange, columns, sortings, onSort, grouping, focused, selected, renaming, deeds } = props;
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const [widths, setWidths] = useState<Record<string, number>>(readWidths);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: rowHeight,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  useImperativeHandle(ref, () => ({ show: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }) }), [virtualizer]);

  const widthOf = (column: RunColumn) =>
    widths[column.id] ?? usualWidth(column) + (props.baseline && isCompared(column) ? differenceWidth : 0);
  const longest = useLongestName(props.nameAt);
  const nameWidth = Math.round(Math.min(widestName, Math.max(narrowestName, besideName + longest * letterWidth)));
  const template = `${widths.name ?? nameWidth}px ${columns.map((column) => `${widthOf(column)}px`).join(' ')} minmax(0, 1fr)`;
  useTableGestures(scroller, {
    widthOf: (id) => {
      const column = columns.find((entry) => entry.id === id);
      return column ? widthOf(column) : (widths.name ?? nameWidth);
    },
    resize: (id, width) => resize(id, width),
    click: (index) => {
      const row = rowAt(index);
      if (row) deeds.focus(row, index);
    },
    open: (index) => {
      const row = rowAt(index);
      if (row) deeds.open(row);
    },
  });
  const resize = (id: string, width: number | null) => {
    const { [id]: _, ...rest } = widths;
    const next = width === null ? rest : { ...rest, [id]: Math.max(44, Math.round(width)) };
    setWidths(next);
    localStorage.setItem(widthsKey, JSON.stringify(next));
  };
  return (
    <div ref={scroller} className={classes.table}>
      <table aria-label="Runs" aria-rowcount={total + 1} className={classes.grid}>
        <thead className={classes.head}>
          <tr className={classes.row} style={{ gridTemplateColumns: template }} aria-rowindex={1}>
            <ColumnHead
              id="name"
              title={grouping === null ? 'Name' : grouping.titles.join(' · ')}
              sort={grouping === null ? 'name' : grouping.fields[0]}
              sortings={sortings}
              onSort={onSort}
              className={classes.nameHead}
              before={
                <input
                  type="checkbox"
                  className={classes.check}
                  aria-label={selected.size > 0 ? 'Select none' : 'Select all runs of this list'}
                  checked={selected.size > 0 && selected.size >= runCount}
                  ref={(box) => {
                    if (box) box.indeterminate = selected.size > 0 && selected.size < runCount;
                  }}
                  onChange={props.onSelectAll}
                />
              }
            />
            {columns.map((column) => (
              <ColumnHead key={column.id} {...column} sortings={sortings} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rowAt(item.index);
            const entry = row === undefined ? grouping?.groupAt(item.index) : undefined;
            if (grouping && entry) {
              return (
                <GroupTableRow
                  key={entry.group.where}
                  index={item.index}
                  {...entry}
                  fields={grouping.fields}
                  titles={grouping.titles}
                  top={item.start}
                  template={template}
                  columns={columns}
                  places={grouping.places}
                  now={now}
                  baseline={props.baseline}
                  onFold={grouping.fold}
                />
              );
            }
            return (
              <RunTableRow
                key={row?.id ?? `waiting-${item.index}`}
                index={item.index}
                row={row}
                top={item.start}
                template={template}
                columns={columns}
                now={now}
                baseline={props.baseline}
                isFocused={row !== undefined && row.id === focused}
                isSelected={row !== undefined && selected.has(row.id)}
                isRenaming={row !== undefined && row.id === renaming}
                deeds={deeds}
              />
            );
          })}
        </tbody>
      </table>
      {total === 0 && props.empty}
    </div>
  );
}

const differenceWidth = 62;
/** Its title fits, the arrow of the sorting beside it. */
function usualWidth({ width, title }: RunColumn): number {
  return Math.max(width, Math.min(190, Math.ceil(title.length * 6.6) + 34));
}

/** Of the first rows, as soon as they are there: names that come with scrolling don't move the columns. */
function useLongestName(rowAt: (index: number) => RunRow | undefined): number {
  const [longest, setLongest] = useState(0);
  const isHere = rowAt(0) !== undefined;
  const look = useEffectEvent(() => {
    const names = Array.from({ length: 60 }, (_, index) => rowAt(index)?.name.length ?? 0);
    setLongest((before) => Math.max(before, ...names));
  });
  useEffect(() => {
    if (isHere) look();
  }, [isHere]);
  return longest;
}

const widthsKey = 'ganymede-run-columns-widths';
function readWidths(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(widthsKey) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}
