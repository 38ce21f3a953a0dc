import { assertNever } from '../assert-never.ts';
import { knownConfig } from '../origin.ts';
import type { Run, SeriesSummary } from '../run.ts';
import { type Attribute, type Field, listOf, typeOf } from './fields.ts';
import type { Query, Value } from './tree.ts';
import { folded, holds } from './values.ts';

/** One run with what a query may ask of it. */
export interface Candidate {
  run: Run;
  series: Record<string, SeriesSummary | undefined>;
  sweep: string | null;
}

/** Whether a run is found by a query: what the words mean, and what the store's SQL is held against. */
export function isFound(query: Query, candidate: Candidate, now: number): boolean {
  const read = (field: Field) => fieldValue(field, candidate, now);
  function test(part: Query): boolean {
    switch (part.kind) {
      case 'and':
        return part.parts.every(test);
      case 'or':
        return part.parts.some(test);
      case 'not':
        return !test(part.part);
      case 'constant':
        return part.value;
      case 'compare': {
        const [left, right] = [part.left, part.right].map((side) => (side.kind === 'value' ? side.value : read(side.field)));
        return left !== undefined && right !== undefined && holds(left, part.operator, right);
      }
      case 'one-of': {
        const value = read(part.field);
        return value !== undefined && part.values.includes(value) && !Number.isNaN(value);
      }
      case 'text': {
        const value = read(part.field);
        return typeof value === 'string' && isInText(value, part);
      }
      case 'listed':
        return candidate.run[part.of].includes(part.name);
      case 'listed-like':
        return candidate.run[part.of].some((name) => isLike(name, part.text));
      case 'list':
        return JSON.stringify(candidate.run[part.of]) === JSON.stringify(part.names);
      case 'missing':
        return read(part.field) === undefined;
      case 'nan':
        return Number.isNaN(read(part.field));
      case 'truthy': {
        if (typeOf(part.field) === 'list') return candidate.run[listOf(part.field)].length > 0;
        const value = read(part.field);
        return value !== undefined && value !== 0 && value !== '';
      }
      case 'word': {
        const { name, config, tags, notes } = candidate.run;
        return folded([name, config.recipe, config.dataset.name, JSON.stringify(tags), notes].join(' ')).includes(folded(part.text));
      }
      default:
        return assertNever(part);
    }
  }
  return test(query);
}

function isInText(value: string, { how, text }: Query & { kind: 'text' }): boolean {
  switch (how) {
    case 'in':
      return value.includes(text);
    case 'contains':
      return folded(value).includes(folded(text));
    case 'starts':
      return value.startsWith(text);
    case 'ends':
      return value.endsWith(text);
    case 'like':
      return isLike(value, text);
    default:
      return assertNever(how);
  }
}

function isLike(value: string, text: string): boolean {
  const pattern = folded(text).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${pattern.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'su').test(folded(value));
}

/** undefined where the run has no such thing. */
export function fieldValue(field: Field, { run, series, sweep }: Candidate, now: number): Value | undefined {
  switch (field.kind) {
    case 'attribute':
      return attributeValue(field.name, run, sweep, now) ?? undefined;
    case 'value': {
      const value = valueAt(field.key, run);
      return typeof value === 'boolean' ? Number(value) : typeof value === 'number' || typeof value === 'string' ? value : undefined;
    }
    case 'metric': {
      const summary = Object.hasOwn(series, field.key) ? series[field.key] : undefined;
      return summary?.[field.figure];
    }
    default:
      return assertNever(field);
  }
}

/** What stands in the config or the environment under a dotted key. */
export function valueAt(key: string, run: Run): unknown {
  const [root, rest] = splitKey(key);
  if (root === 'environment') return entryOf(run.environment, rest);
  return [...root.split('.'), rest].reduce<unknown>(entryOf, knownConfig(run));
}

function entryOf(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
}

function splitKey(key: string): [string, string] {
  const root = key.startsWith('dataset.params.') ? 'dataset.params' : key.slice(0, key.indexOf('.'));
  return [root, key.slice(root.length + 1)];
}

function attributeValue(name: Attribute, run: Run, sweep: string | null, now: number): Value | null {
  switch (name) {
    case 'name':
    case 'number':
    case 'id':
    case 'status':
    case 'step':
    case 'notes':
    case 'sentence':
    case 'color':
      return run[name];
    case 'recipe':
      return run.config.recipe;
    case 'preset':
    case 'steps':
    case 'seed':
      return knownConfig(run)[name] ?? null;
    case 'dataset':
      return run.config.dataset.name;
    case 'backend':
      return run.environment?.backend ?? knownConfig(run).backend ?? null;
    case 'speed':
      return run.stepsPerSecond;
    case 'created':
      return run.createdAt;
    case 'started':
      return run.startedAt;
    case 'ended':
      return run.endedAt;
    case 'deleted':
      return run.deletedAt;
    case 'heard':
      return run.heardAt;
    case 'experiment':
      return run.experiment;
    case 'age':
      return now - run.createdAt;
    case 'trained':
      return run.trainedFor;
    case 'archived':
      return Number(run.archived);
    case 'parent':
      return run.parent?.run ?? null;
    case 'origin':
      return run.origin?.importer ?? null;
    case 'sweep':
      return sweep;
    case 'tags':
    case 'health':
      return JSON.stringify(run[name]);
    default:
      return assertNever(name);
  }
}
