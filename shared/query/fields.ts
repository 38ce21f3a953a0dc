import { healthRules } from '../health-rules/index.ts';
import { nearestName } from '../nearest-name.ts';
import { runStatuses } from '../run.ts';
import { queryError, type Span } from './query-error.ts';
import type { Segment } from './tokens.ts';

/** What a run is said to be, beside its params, metrics and environment. */
export const attributes = {
  name: { type: 'text', help: 'the run’s name' },
  number: { type: 'number', help: 'as in #12' },
  id: { type: 'text', help: 'ten letters and digits' },
  status: { type: 'text', help: runStatuses.join(', '), values: runStatuses as readonly string[] },
  recipe: { type: 'text', help: 'what is trained' },
  dataset: { type: 'text', help: 'what it learns from' },
  preset: { type: 'text', help: 'small or paper', values: ['small', 'paper'] as readonly string[] },
  backend: { type: 'text', help: 'what it computes with' },
  step: { type: 'number', help: 'how far it has come' },
  steps: { type: 'number', help: 'how far it should come' },
  seed: { type: 'number', help: 'of its random numbers' },
  speed: { type: 'number', help: 'steps a second' },
  created: { type: 'time', help: 'a date such as "2026-11-01"' },
  started: { type: 'time', help: 'a date such as "2026-11-01 14:30"' },
  ended: { type: 'time', help: 'a date; missing while it trains' },
  age: { type: 'duration', help: 'since it was created, such as 7d' },
  trained: { type: 'duration', help: 'time spent training, such as 2h' },
  tags: { type: 'list', help: '"gp" in tags' },
  health: {
    type: 'list',
    help: '"clip saturation" in health; what the rules found',
    values: healthRules.map(({ name }) => name) as readonly string[],
  },
  notes: { type: 'text', help: 'what was written about it' },
  archived: { type: 'boolean', help: 'put away' },
  sentence: { type: 'text', help: 'why it is in its state' },
  parent: { type: 'text', help: 'id of the run it was forked from' },
  sweep: { type: 'text', help: 'id of the sweep that asked for it' },
  origin: { type: 'text', help: 'the importer it came by, such as tensorboard' },
  experiment: { type: 'text', help: 'what MLflow’s client put it under' },
  heard: { type: 'time', help: 'last sign of life of the script that logs it' },
  color: { type: 'number', help: 'its place in the palette' },
  deleted: { type: 'time', help: 'when it was deleted' },
} as const satisfies Record<string, { type: FieldType; help: string; values?: readonly string[] }>;
export type Attribute = keyof typeof attributes;
/** Fields whose value is a list of names. */
export type ListAttribute = 'tags' | 'health';
export type FieldType = 'text' | 'number' | 'boolean' | 'time' | 'duration' | 'list' | 'any';

/** The names of Run's own JSON mean the same. */
const aliases: Record<string, Attribute> = {
  createdAt: 'created',
  startedAt: 'started',
  endedAt: 'ended',
  deletedAt: 'deleted',
  heardAt: 'heard',
  stepsPerSecond: 'speed',
  trainedFor: 'trained',
};

export const figures = ['last', 'min', 'max', 'count', 'firstStep', 'lastStep'] as const;
export type Figure = (typeof figures)[number];

export type Field =
  | { kind: 'attribute'; name: Attribute }
  /** One scalar of the config or the environment, by its dotted key such as `params.lambda`. */
  | { kind: 'value'; key: string }
  | { kind: 'metric'; key: string; figure: Figure };

/** What a dotted key of the config or the environment may begin with, the longest first. */
export const valueRoots = ['dataset.params', 'params', 'environment', 'recording', 'stop'];
const methods = ['startswith', 'endswith'];

/** @throws StudioError invalid where there is no such field, with the nearest that is one */
export function fieldOf(segments: readonly Segment[]): Field {
  const names = segments.map(({ name }) => name);
  const whole: Span = { from: segments[0].from, to: segments.at(-1)!.to };
  const dotted = names.join('.');
  if (!segments[0].isQuoted) {
    if (segments.length === 1 || dotted === 'dataset.name') {
      const attribute = attributeOf(names[0]);
      if (attribute !== null) return { kind: 'attribute', name: attribute };
    }
    const root = valueRoots.find((name) => dotted === name || dotted.startsWith(`${name}.`));
    if (root !== undefined) {
      const rest = dotted.slice(root.length + 1);
      if (rest === '') throw queryError(`${root} is followed by a dot and a key, such as ${root}.${exampleOf(root)}.`, whole);
      return { kind: 'value', key: `${root}.${rest}` };
    }
    if (names[0] === 'metrics') return metricOf(segments.slice(1), whole);
  }
  throw unknownField(dotted, segments, whole);
}

/** @throws Error for a field that is no list */
export function listOf(field: Field): ListAttribute {
  if (field.kind === 'attribute' && (field.name === 'tags' || field.name === 'health')) return field.name;
  throw new Error('This field is no list.');
}

export function typeOf(field: Field): FieldType {
  if (field.kind === 'attribute') return attributes[field.name].type;
  return field.kind === 'metric' ? 'number' : 'any';
}

/** Not own words such as `constructor`. */
export function attributeOf(name: string): Attribute | null {
  if (Object.hasOwn(attributes, name)) return name as Attribute;
  return Object.hasOwn(aliases, name) ? aliases[name] : null;
}

/** The field before `.startswith(` or `.endswith(`; null where the path ends in no such word. */
export function methodOf(segments: readonly Segment[]): { how: 'starts' | 'ends'; of: Segment[] } | null {
  const last = segments.at(-1)!;
  if (segments.length < 2 || last.isQuoted || !methods.includes(last.name)) return null;
  return { how: last.name === 'startswith' ? 'starts' : 'ends', of: segments.slice(0, -1) };
}

function metricOf(rest: readonly Segment[], whole: Span): Field {
  const last = rest.at(-1);
  const figure = rest.length > 1 && last?.isQuoted === false ? figures.find((name) => name === last.name) : undefined;
  const key = (figure === undefined ? rest : rest.slice(0, -1)).map(({ name }) => name).join('.');
  if (key === '' || last?.name === '') throw queryError('metrics is followed by a dot and a series, such as metrics.w1.min.', whole);
  return { kind: 'metric', key, figure: figure ?? 'last' };
}

function exampleOf(root: string): string {
  return { environment: 'device', recording: 'samplesEvery', stop: 'series', 'dataset.params': 'modes' }[root] ?? 'lambda';
}

function unknownField(dotted: string, segments: readonly Segment[], whole: Span) {
  const names = [...Object.keys(attributes), ...valueRoots.map((root) => root), 'metrics'];
  const near = nearestName(segments[0].name, names);
  const instead = near === null ? '' : ` Did you mean ${[near, ...segments.slice(1).map(({ name }) => name)].join('.')}?`;
  const params = segments.length === 1 ? ` A param is written params.${dotted}, a metric metrics.${dotted}, text "${dotted}".` : '';
  return queryError(`There is no field “${dotted}”.${instead}${near === null ? params : ''}`, whole, names.join(', '));
}
