import type { ReactNode } from 'react';
import classes from './runs.module.css';

export interface Sorting {
  sort: string;
  order: 'ascending' | 'descending';
}

/** A column's title: a click sorts by it, its right edge resizes it, a double click there gives the usual width back. */
export function ColumnHead(props: {
  id: string;
  title: string;
  help?: string;
  isNumber?: boolean;
  sort?: string;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
  className?: string;
  before?: ReactNode;
}) {
  const { id, title, help, isNumber, sort, sorting, onSort, className = '', before } = props;
  const isSorted = sort !== undefined && sorting.sort === sort;
  const next = isSorted && sorting.order === 'descending' ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      className={`${classes.headCell} ${className}`}
      aria-sort={isSorted ? sorting.order : undefined}
      data-number={isNumber || undefined}
      title={help ? `${title}: ${help}` : title}
    >
      {before}
      {sort === undefined ? (
        <span className="ellipsis">{title}</span>
      ) : (
        <button type="button" className={classes.sortButton} onClick={() => onSort({ sort, order: next })}>
          <span className="ellipsis">{title}</span>
          <span aria-hidden="true">{isSorted ? (sorting.order === 'ascending' ? '↑' : '↓') : ''}</span>
        </button>
      )}
      <span className={classes.resizer} data-edge={id} />
    </th>
  );
}
