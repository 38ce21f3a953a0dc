import { expect, it } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import type { Clause, Ordering, TrackedField, TrackedRun } from '../../store/tracked.ts';
import { readRunFilter, readRunOrder } from './filter.ts';

const random = seeded(Number(process.env.PROPERTY_SEED ?? 20_261_130));
const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)];

const metrics = ['loss', 'val/acc 1', 'a.b'];
const params = ['lr', 'a b', 'model.depth'];
const tags = ['team', 'Ключ'];
const texts = ['', 'a', 'A', 'ab', 'a%', '[x]*', '0.1', 'ü', "it's"];
const values = [0, -0, 1, -1.5, 0.1, 1e-9, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324];

/** MLflow's rules, run by run and in plain words. */
function holds(run: TrackedRun, { field, comparison, value }: Clause<TrackedField>): boolean {
  const found = valueOfField(run, field);
  if (comparison === 'IS NULL') return found === undefined;
  if (comparison === 'IS NOT NULL') return found !== undefined;
  if (found === undefined || found === null) return false;
  if (comparison === 'IN' || comparison === 'NOT IN') return (value as string[]).includes(String(found)) === (comparison === 'IN');
  if (comparison === 'LIKE' || comparison === 'ILIKE') return isLike(String(found), String(value), comparison === 'ILIKE');
  if (comparison === '!=') return found !== value;
  if (comparison === '=') return found === value;
  if (comparison === '<') return found < value!;
  if (comparison === '<=') return found <= value!;
  return comparison === '>' ? found > value! : found >= value!;
}

function valueOfField(run: TrackedRun, field: TrackedField): string | number | null | undefined {
  if (field.kind === 'metric') return run.metrics.find(({ key }) => key === field.key)?.value;
  if (field.kind === 'param') return run.params.find(({ key }) => key === field.key)?.value;
  if (field.kind === 'tag') return run.tags.find(({ key }) => key === field.key)?.value;
  if (field.kind === 'dataset') return null;
  const of = { run_id: run.id, run_name: run.name, status: run.status, user_id: run.user, artifact_uri: run.location };
  if (field.key === 'start_time') return run.startedAt;
  if (field.key === 'end_time') return run.endedAt;
  return of[field.key as keyof typeof of];
}

function isLike(text: string, pattern: string, isLoose: boolean): boolean {
  const escaped = Array.from(pattern, (letter) =>
    letter === '%' ? '.*' : letter === '_' ? '.' : letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^${escaped.join('')}$`, isLoose ? 'sui' : 'su').test(text);
}

function comesBefore(order: Ordering<TrackedField>[], left: TrackedRun, right: TrackedRun): number {
  for (const { field, isDescending } of order) {
    const [a, b] = [valueOfField(left, field), valueOfField(right, field)];
    const rank = (value: typeof a) => (value === undefined || value === null ? 2 : Number.isNaN(value) ? 1 : 0);
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    if (rank(a) > 0 || a === b) continue;
    return (Number(a! < b!) * 2 - 1) * (isDescending ? 1 : -1);
  }
  return right.startedAt - left.startedAt || (left.id < right.id ? -1 : 1);
}

it('is what MLflow’s rules say of each run, in their order', () => {
  const store = openStore({ folder: ':memory:', now: () => 1_700_000_000_000 });
  for (let number = 0; number < 60; number += 1) {
    const id = store.tracking.create({
      experiment: 0,
      name: `run ${one(texts)}`,
      user: one(['me', '']),
      startedAt: Math.floor(random() * 20),
      tags: [],
    });
    const some = <Item>(items: readonly Item[]) => items.filter(() => random() < 0.7);
    store.tracking.log(id, {
      points: some(metrics).map((key) => ({ key, step: 0, time: 0, value: one(values) })),
      params: some(params).map((key) => ({ key, value: one(texts) })),
      tags: some(tags).map((key) => ({ key, value: one(texts) })),
    });
    if (random() < 0.5) store.tracking.update(id, { status: one(['FINISHED', 'FAILED', 'KILLED']), endedAt: Math.floor(random() * 100) });
  }
  const all = store.tracking.search({ experiments: [0], view: 'all', clauses: [], order: [], offset: 0, limit: 100 }).items;
  let matched = 0;
  for (let round = 0; round < 600; round += 1) {
    const filter = Array.from({ length: Math.floor(random() * 4) }, clause).join(one([' and ', ' AND ', '\n AND\t']));
    const order = Array.from(
      { length: Math.floor(random() * 3) },
      () => `${one([metric, param, tag, () => one(['start_time', 'end_time', 'run_name', 'status'])])()} ${one(['', 'ASC', 'desc'])}`,
    );
    const [clauses, ordering] = [readRunFilter(filter), readRunOrder(order)];
    const wanted = all.filter((run) => clauses.every((each) => holds(run, each))).sort((a, b) => comesBefore(ordering, a, b));
    const [offset, limit] = [Math.floor(random() * 5), 1 + Math.floor(random() * 70)];
    const { items, hasMore } = store.tracking.search({ experiments: [0], view: 'all', clauses, order: ordering, offset, limit });
    const said = `${filter} ORDER BY ${order}`;
    expect(
      items.map(({ id }) => id),
      said,
    ).toEqual(wanted.slice(offset, offset + limit).map(({ id }) => id));
    expect(hasMore, said).toBe(wanted.length > offset + limit);
    matched += wanted.length;
  }
  expect(matched).toBeGreaterThan(2000);
  store.close();
});

function quoted(key: string): string {
  return /^[\w/.]+$/.test(key) && random() < 0.5 ? key : one([`\`${key}\``, `"${key}"`]);
}
function metric(): string {
  return `${one(['metric', 'metrics'])}.${quoted(one(metrics))}`;
}
function param(): string {
  return `${one(['param', 'params', 'parameters'])}.${quoted(one(params))}`;
}
function tag(): string {
  return `${one(['tag', 'tags'])}.${quoted(one([...tags, 'mlflow.runName']))}`;
}
function text(): string {
  const inner = one(texts);
  return inner.includes("'") || random() < 0.3 ? `"${inner}"` : `'${inner}'`;
}
function clause(): string {
  const space = one(['', ' ']);
  const signs = ['=', '!=', '<', '<=', '>', '>='];
  switch (Math.floor(random() * 5)) {
    case 0:
      return `${metric()}${space}${one(signs)}${space}${one(['0', '-1.5', '0.1', '1e-9', '1', '.5', '5e-324'])}`;
    case 1:
      return `${one([param, tag])()} ${one(['=', '!=', 'LIKE', 'like', 'ILIKE'])} ${one([text, () => "'a_'", () => "'%A%'", () => "'[%'"])()}`;
    case 2:
      return `params.${quoted(one(params))} ${one(['IS NULL', 'is not null'])}`;
    case 3:
      return `${one(['', 'attributes.', 'attr.', 'run.'])}${one(['start_time', 'end_time', 'created'])} ${one(signs)} ${Math.floor(random() * 30)}`;
    default:
      return one([
        `status = 'FINISHED'`,
        `attributes.status LIKE 'F%'`,
        `run_name != 'run a'`,
        `user_id = 'me'`,
        `run_id NOT IN ('x', "y")`,
      ]);
  }
}

it.each([
  ['metrics.loss < 1 OR metrics.loss > 2'],
  ['(metrics.loss < 1)'],
  ['NOT metrics.loss < 1'],
  ['metrics.loss == 1'],
  ['metrics.loss < +0.6'],
  ["params.lr BETWEEN '1' AND '2'"],
  ["Metrics.loss = 'x'"],
  ['metrics.loss < 1; DROP TABLE run'],
  ["tags.x = 'open"],
  ["run_id IN ('a' 'b')"],
  ["run_id IN ('a',)"],
  ['metrics.loss < 1 metrics.loss < 2'],
])('%s is refused', (filter) => {
  expect(() => readRunFilter(filter)).toThrow(expect.objectContaining({ errorCode: 'INVALID_PARAMETER_VALUE' }));
});

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
