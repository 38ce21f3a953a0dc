import { assertNever } from '../../shared/assert-never.ts';
import { type Attribute, attributes, type Field, type Figure } from '../../shared/query/fields.ts';
import type { Connection } from './connection.ts';
import { valueKeyOf } from './run-values.ts';

/** A field in SQL. */
export interface Column {
  /** NULL where it is missing; of a metric where it is NaN, too. */
  value: string;
  isThere: string;
  type: 'text' | 'number' | 'any';
  /** Whether it is a boolean in JSON, where that is not said by its type. */
  isBoolean: string;
}

/** One question's joins and bound values; nothing that a person wrote is ever part of its text. */
export interface QueryScope {
  bind(value: unknown): string;
  columnOf(field: Field): Column;
  /** The alias of what is joined for `place`, made once a place. */
  join(place: string, text: (alias: string) => string): string;
  joins(): string;
  values(): Record<string, unknown>;
}

const plain: Partial<Record<Attribute, string>> = {
  ...{ id: 'run.id', number: 'run.number', name: 'run.name', status: 'run.status', sentence: 'run.sentence', recipe: 'run.recipe' },
  ...{ dataset: 'run.dataset', step: 'run.step', speed: 'run.steps_per_second', color: 'run.color', archived: 'run.archived' },
  ...{ created: 'run.created_at', started: 'run.started_at', ended: 'run.ended_at', deleted: 'run.deleted_at', notes: 'run.notes' },
  ...{
    trained: 'run.trained_for',
    tags: 'run.tags',
    health: 'run.health',
    parent: 'run.parent_run',
    origin: "(run.origin ->> '$.importer')",
  },
  ...{ experiment: 'run.experiment', heard: 'run.heard_at' },
};
const figureColumns: Record<Figure, string> = {
  ...{ last: 'last', min: 'min', max: 'max', count: 'count', firstStep: 'first_step', lastStep: 'last_step' },
};

/** SQLite joins at most 64 tables, the runs' own and a few of the caller's among them. */
const mostJoins = 56;

export function openScope(connection: Connection): QueryScope {
  const values: Record<string, unknown> = {};
  const joins = new Map<string, { alias: string; text: string }>();
  let bound = 0;
  const bind = (value: unknown): string => {
    const name = `v${bound++}`;
    values[name] = value;
    return `@${name}`;
  };
  const join = (place: string, text: (alias: string) => string): string => {
    const known = joins.get(place);
    if (known) return known.alias;
    const alias = `j${joins.size}`;
    joins.set(place, { alias, text: text(alias) });
    return alias;
  };

  /** What is asked for beyond that is looked up run by run. */
  const isFull = (place: string) => joins.size >= mostJoins && !joins.has(place);

  function valueColumn(key: string): Column {
    const id = valueKeyOf(connection, key);
    if (id === null) return { value: 'NULL', isThere: '0', type: 'any', isBoolean: '0' };
    const place = `value ${key}`;
    if (isFull(place)) {
      const read = (what: string) => `(SELECT ${what} FROM run_value WHERE run_value.key = ${bind(id)} AND run_value.run = run.number)`;
      return { value: read('value'), isThere: `${read('1')} IS NOT NULL`, type: 'any', isBoolean: read('is_boolean') };
    }
    const alias = join(place, (name) => `LEFT JOIN run_value AS ${name} ON ${name}.key = ${bind(id)} AND ${name}.run = run.number`);
    return { value: `${alias}.value`, isThere: `${alias}.run IS NOT NULL`, type: 'any', isBoolean: `${alias}.is_boolean` };
  }

  function attributeColumn(name: Attribute): Column {
    const type = attributes[name].type === 'text' || attributes[name].type === 'list' ? 'text' : 'number';
    const as = (value: string): Column => ({ value, isThere: `${value} IS NOT NULL`, type, isBoolean: name === 'archived' ? '1' : '0' });
    const column = plain[name];
    if (column !== undefined) return as(column);
    switch (name) {
      case 'age':
        return as(`(${bind(connection.now())} - run.created_at)`);
      case 'backend':
        return { ...as(`COALESCE(${valueColumn('environment.backend').value}, ${valueColumn('backend').value})`), type };
      case 'sweep':
        return as(`${join('sweep', (alias) => `LEFT JOIN sweep_run AS ${alias} ON ${alias}.run = run.number`)}.sweep`);
      default:
        return { ...valueColumn(name), type };
    }
  }

  function metricColumn(key: string, figure: Figure): Column {
    const place = `metric ${key}`;
    if (isFull(place)) {
      const read = (what: string) =>
        `(SELECT ${what} FROM series INDEXED BY series_by_key WHERE series.key = ${bind(key)} AND series.run = run.number AND series.count > 0)`;
      return { value: read(figureColumns[figure]), isThere: `${read('1')} IS NOT NULL`, type: 'number', isBoolean: '0' };
    }
    const alias = join(
      place,
      (name) =>
        `LEFT JOIN series AS ${name} INDEXED BY series_by_key ON ${name}.key = ${bind(key)} AND ${name}.run = run.number AND ${name}.count > 0`,
    );
    return { value: `${alias}.${figureColumns[figure]}`, isThere: `${alias}.run IS NOT NULL`, type: 'number', isBoolean: '0' };
  }

  return {
    bind,
    join,
    columnOf(field) {
      if (field.kind === 'attribute') return attributeColumn(field.name);
      if (field.kind === 'value') return valueColumn(field.key);
      if (field.kind === 'metric') return metricColumn(field.key, field.figure);
      return assertNever(field);
    },
    joins: () => [...joins.values()].map(({ text }) => text).join(' '),
    values: () => values,
  };
}
