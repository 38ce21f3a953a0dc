import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { Aggregate, GroupValue, RunGroup, RunRow } from '../../../shared/api/runs.ts';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import { strings } from '../../strings.ts';
import { differenceFrom, isCompared } from './baseline.ts';
import { Difference } from './run-row.tsx';
import type { RunColumn } from './run-columns.tsx';
import classes from './runs.module.css';

/** One line for all runs of a group: what they have in common, and what each column comes to. */
export function GroupTableRow(props: {
  index: number;
  group: RunGroup;
  isOpen: boolean;
  /** What was grouped by, and its titles. */
  fields: string[];
  titles: string[];
  top: number;
  template: string;
  columns: RunColumn[];
  /** Which of the group's aggregates is a column's. */
  places: ReadonlyMap<string, number>;
  now: number;
  baseline: RunRow | null;
  onFold: (group: RunGroup) => void;
}) {
  const { index, group, isOpen, fields, titles, top, template, columns, places, now, baseline, onFold } = props;
  const name = group.values.map(shownValue).join(' · ');
  const states = Object.entries(group.counts).map(
    ([status, count]) => `${count} ${strings.statuses[status as keyof typeof strings.statuses]}`,
  );
  return (
    <tr
      className={`${classes.row} ${classes.groupRow}`}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
    >
      <td className={classes.nameCell}>
        <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={() => onFold(group)} title={group.where}>
          {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
          <span className="ellipsis" aria-hidden>
            {group.values.map((value, at) => (
              <span key={fields[at]} title={titles[at]}>
                {at > 0 && <span className="faint"> · </span>}
                {shownValue(value)}
              </span>
            ))}
          </span>
          <span className="visually-hidden">{name}</span>
        </button>
        <span className="faint" title={states.join(', ')}>
          {group.count}
        </span>
      </td>
      {columns.map((column) => {
        const place = column.field === undefined ? undefined : places.get(column.field);
        const figures = place === undefined ? undefined : group.columns[place];
        return (
          <td key={column.id} className={classes.cell} data-number={column.isNumber || undefined}>
            {figures && <Figures figures={figures} column={column} now={now} of={group.count} />}
            {figures && baseline && isCompared(column) && <Difference words={differenceFrom(baseline, column, figures.mean, now)} />}
          </td>
        );
      })}
    </tr>
  );
}

/** Mean ± standard deviation of numbers, all else on hover; of what is no number, what all have in common. */
function Figures({ figures, column, now, of }: { figures: Aggregate; column: RunColumn; now: number; of: number }) {
  const { count, numbers, nan, mean, std, min, max, median, best, same } = figures;
  if (count === 0) return <span className="faint">—</span>;
  const shown = (value: number | null) => (value === null ? '—' : (column.figure?.(value, now) ?? formatNumber(value, 3)));
  if (same !== undefined && (numbers === 0 || min === max)) {
    return <span title={`the same in ${count} of ${of}`}>{typeof same === 'number' ? shown(same) : shownValue(same)}</span>;
  }
  if (mean === null) return <span className="faint">differs</span>;
  const exact = [
    `mean ${formatExact(mean)}`,
    std === null ? '' : `standard deviation ${formatExact(std)}`,
    `min ${shown(min)}, median ${shown(median)}, max ${shown(max)}`,
    best === null ? '' : `best ${formatExact(best.value)}: ${best.name} #${best.number}`,
    `of ${numbers} of ${of} runs${nan > 0 ? `, ${nan} NaN` : ''}`,
  ];
  return (
    <span title={exact.filter((line) => line !== '').join('\n')}>
      {shown(mean)}
      {std !== null && column.figure === undefined && <span className="soft"> ± {formatNumber(std, 2)}</span>}
    </span>
  );
}

function shownValue(value: GroupValue): string {
  if (value === null) return '—';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? formatNumber(value) : value;
}
