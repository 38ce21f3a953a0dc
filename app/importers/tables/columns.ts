import type { TableColumns } from '../../../shared/api/imports.ts';
import { numberIn } from '../reading/plain-value.ts';
import type { Cell } from './rows.ts';

const steps = ['step', '_step', 'global_step', 'iter', 'iteration', 'iterations', 'steps', 'n_iter', 'batch', 'epoch', 'epochs', 'round'];
const times = ['wall time', 'wall_time', 'walltime', '_timestamp', 'timestamp', 'time', 'datetime', 'date', 'created_at'];
const runs = ['run', 'run_id', 'run id', 'run_name', 'run name', 'run.name', 'trial', 'trial_id'];

/** What each column is, as far as names and first values tell; what the user says of it goes before. */
export function guessColumns(columns: string[], first: Map<string, Cell>[], said: Partial<TableColumns>): TableColumns {
  const byName = (names: string[]) =>
    names.map((name) => columns.find((column) => column.toLowerCase() === name)).find((column) => column !== undefined) ?? null;
  const time = times.flatMap((name) =>
    columns.filter((column) => column.toLowerCase() === name && first.some((row) => isWallTime(row.get(column)))),
  )[0];
  const isLong = columns.some((column) => column.toLowerCase() === 'value');
  // neptune-exporter has a column for each kind of value.
  const isNeptune = columns.includes('attribute_path') && columns.includes('float_value');
  const series = isLong || isNeptune ? byName(['name', 'metric', 'key', 'tag', 'attribute_path', 'series']) : null;
  const guessed: TableColumns = {
    step: byName(steps),
    time: time ?? null,
    run: byName(runs),
    series,
    value: series === null ? null : byName(isNeptune ? ['float_value'] : ['value']),
  };
  return { ...guessed, ...Object.fromEntries(Object.entries(said).filter(([, column]) => column !== undefined)) };
}

/** Seconds or milliseconds since 1970, or a date as text: in unix milliseconds. Null where it is none; seconds since a run's start are none. */
export function wallTime(cell: Cell | undefined): number | null {
  if (typeof cell === 'boolean' || cell === null || cell === undefined) return null;
  const number = typeof cell === 'number' ? cell : numberIn(cell);
  if (number !== null) return number > 1e11 && number < 1e14 ? number : number > 1e8 && number < 1e11 ? number * 1000 : null;
  if (typeof cell !== 'string' || !/^\d{4}-\d\d-\d\d/.test(cell)) return null;
  const text = cell.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1');
  const parsed = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(parsed) ? null : parsed;
}

export function figureIn(cell: Cell | undefined): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return Number(cell);
  return typeof cell === 'string' ? numberIn(cell) : null;
}

/** What stands for "nothing" in a table. */
export function isNothing(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && /^(|none|null|na|n\/a|<na>)$/i.test(cell));
}

function isWallTime(cell: Cell | undefined): boolean {
  return wallTime(cell) !== null;
}
