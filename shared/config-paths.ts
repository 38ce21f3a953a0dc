import { StudioError } from './errors.ts';
import type { RunConfig } from './run-config.ts';

type Leaf = string | number | boolean | null;
const textKeys = new Set([
  'name',
  'recipe',
  'preset',
  'dataset',
  'dataset.name',
  'backend',
  'onNonFinite',
  'stop.series',
  'stop.is',
  'stop.test',
  'stop.kernel',
  'stop.rules',
]);
/** A stop rule has the keys of one of these, and what it is called where it says so: one key of a form ends a rule of another. */
const stopForms = [
  { test: null, keys: ['series', 'is', 'value'] },
  { test: 'mmd2', keys: ['test', 'kernel', 'level'] },
  { test: 'health', keys: ['test', 'rules'] },
];

/**
 * `setByPath(input, 'params.lambda', '0.1')`: the input with one dotted key set, the given one untouched. Text that reads as a
 * number, true, false or null becomes that. @throws StudioError invalid where the key is no dotted path
 */
export function setByPath(input: unknown, path: string, value: string | number | boolean): Record<string, unknown> {
  const keys = path.split('.');
  if (keys.some((key) => !/^[A-Za-z][A-Za-z0-9_-]*$/.test(key) || key === 'constructor' || key === 'prototype')) {
    throw new StudioError('invalid', `"${path}" is no key of a config. Keys look like params.lambda, steps or dataset.params.modes.`, {
      issues: [{ path, message: 'This is no key of a config.' }],
    });
  }
  const leaf = typeof value === 'string' && !textKeys.has(path) && keys[0] !== 'extensions' ? coerce(value) : value;
  if (keys.length === 1) return put(input, keys, leaf);
  if (keys[0] === 'dataset') return put(longDataset(input), keys, leaf);
  return put(keys[0] === 'stop' ? withoutOtherStop(input, keys[1], leaf) : input, keys, leaf);
}

/** One key on several configs; `undefined` where a config lacks it. */
export interface ConfigRow {
  key: string;
  values: (Leaf | undefined)[];
  differs: boolean;
}

/** Every dotted key of the configs but their name, those that differ first, otherwise in the order of the config. */
export function configDifference(configs: readonly Partial<RunConfig>[]): ConfigRow[] {
  const flat = configs.map((config) => new Map(leaves(config, '')));
  const keys = [...new Set(flat.flatMap((config) => [...config.keys()]))].filter((key) => key !== 'name');
  const rows = keys.map((key) => {
    const values = flat.map((config) => config.get(key));
    return { key, values, differs: values.some((value) => !Object.is(value, values[0])) };
  });
  return [...rows.filter((row) => row.differs), ...rows.filter((row) => !row.differs)];
}

function coerce(text: string): Leaf {
  const trimmed = text.trim();
  if (trimmed === 'true') return true;
  if (trimmed === 'false') return false;
  if (trimmed === 'null') return null;
  const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(trimmed);
  // Beyond the largest number it stays text: as JSON it would be null, and nobody would know what was asked for.
  return isNumber && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
}

function put(value: unknown, [key, ...rest]: string[], leaf: Leaf): Record<string, unknown> {
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  return { ...object, [key]: rest.length === 0 ? leaf : put(Object.hasOwn(object, key) ? object[key] : undefined, rest, leaf) };
}

/** `dataset: ring8` in its long form, so that a param can be set in it. */
function longDataset(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const { dataset } = input as { dataset?: unknown };
  return typeof dataset === 'string' ? { ...input, dataset: { name: dataset, params: {} } } : input;
}

function withoutOtherStop(input: unknown, key: string, leaf: Leaf): unknown {
  const stop = typeof input === 'object' && input !== null ? (input as { stop?: unknown }).stop : undefined;
  const form = stopForms.find(({ test, keys }) => (key === 'test' ? test === leaf : keys.includes(key)));
  if (typeof stop !== 'object' || stop === null || form === undefined) return input;
  const known = stopForms.flatMap(({ keys }) => keys);
  const kept = Object.entries(stop).filter(([name]) => form.keys.includes(name) || !known.includes(name));
  // How often on end is asked of what is measured; a health rule says so itself.
  const fitting = kept.filter(([name, value]) => (name === 'test' ? value === form.test : name !== 'times' || form.test !== 'health'));
  return { ...(input as object), stop: Object.fromEntries(fitting) };
}

function leaves(value: unknown, path: string): [string, Leaf][] {
  if (Array.isArray(value)) return [[path, value.join(', ')]];
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[path, value as Leaf]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}
