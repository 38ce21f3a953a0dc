import type { ReactNode } from 'react';
import classes from './runs.module.css';

export interface Sorting {
  sort: string;
  order: 'ascending' | 'descending';
}

/** A column's title: a click sorts by it (with Shift after what is sorted by already), its right edge resizes it, a double click there gives the usual width back. */
export function ColumnHead(props: {
  id: string;
  title: string;
  help?: string;
  isNumber?: boolean;
  sort?: string;
  sortings: readonly Sorting[];
  onSort: (sorting: Sorting, extend: boolean) => void;
  className?: string;
  before?: ReactNode;
}) {
  const { id, title, help, isNumber, sort, sortings, onSort, className = '', before } = props;
  const rank = sort === undefined ? -1 : sortings.findIndex((sorting) => sorting.sort === sort);
  const order = sortings[rank]?.order;
  const next = order === 'descending' ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      className={`${classes.headCell} ${className}`}
      aria-sort={order}
      data-number={isNumber || undefined}
      title={help ? `${title}: ${help}` : title}
    >
      {before}
      {sort === undefined ? (
        <span className="ellipsis">{title}</span>
      ) : (
        <button type="button" className={classes.sortButton} onClick={(event) => onSort({ sort, order: next }, event.shiftKey)}>
          <span className="ellipsis">{title}</span>
          <span aria-hidden="true">
            {order === undefined ? '' : order === 'ascending' ? '↑' : '↓'}
            {order !== undefined && sortings.length > 1 && <sub>{rank + 1}</sub>}
          </span>
        </button>
      )}
      <span className={classes.resizer} data-edge={id} />
    </th>
  );
}
