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
]);
/** A stop rule has the keys of one of these: one of the first ends a rule of the second, and the other way. */
const stopForms = [
  ['series', 'is', 'value'],
  ['test', 'kernel', 'level'],
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
  const leaf = typeof value === 'string' && !textKeys.has(path) ? coerce(value) : value;
  if (keys.length === 1) return put(input, keys, leaf);
  if (keys[0] === 'dataset') return put(longDataset(input), keys, leaf);
  return put(keys[0] === 'stop' ? withoutOtherStop(input, keys[1]) : input, keys, leaf);
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

function withoutOtherStop(input: unknown, key: string): unknown {
  const stop = typeof input === 'object' && input !== null ? (input as { stop?: unknown }).stop : undefined;
  const form = stopForms.find((keys) => keys.includes(key));
  if (typeof stop !== 'object' || stop === null || form === undefined) return input;
  const foreign = stopForms.filter((keys) => keys !== form).flat();
  return { ...(input as object), stop: Object.fromEntries(Object.entries(stop).filter(([name]) => !foreign.includes(name))) };
}

function leaves(value: unknown, path: string): [string, Leaf][] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[path, value as Leaf]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}
