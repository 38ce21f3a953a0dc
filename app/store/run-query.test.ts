import { fc, test } from '@fast-check/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { type Candidate, fieldValue, isFound } from '../../shared/query/evaluate.ts';
import { readQuery } from '../../shared/query/read-query.ts';
import { fieldListOf } from '../../shared/query/sorting.ts';
import { writeText } from '../../shared/query/write.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { hasEnded } from '../../shared/run.ts';
import { openConnection } from './connection.ts';
import { assembleStore } from './open-store.ts';

const now = new Date(2026, 10, 20, 12).getTime();
let clock = now;
const connection = openConnection({ folder: ':memory:', file: ':memory:', now: () => clock });
const store = assembleStore(connection, () => {});
const texts = ['wgan', 'WGAN clip', 'gp', 'λ-10', '100%_\\', 'Ünïcödé', '😀', '\uffee', 'a"b', "it's", '', '3', 'nan', 'line\nbreak'];
const numbers = [0, 1, -1, 0.1, 0.5, 3, 1e300, -2.5e-7, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const scalars = [...texts.slice(0, 10), ...numbers.slice(0, 8), true, false];
const pick = <Item>(items: readonly Item[], at: number): Item => items[at % items.length];
const candidates = makeRuns(60);
afterAll(() => store.close());

/** Odd runs: params of every kind or none, metrics that are NaN, endless or never recorded. */
function makeRuns(count: number): Candidate[] {
  const ids = Array.from({ length: count }, (_, at) => {
    clock = now - at * 3_700_000 * (1 + (at % 5));
    const config = {
      ...{ recipe: pick(['wgan', 'wgan-gp', 'vae'], at), preset: pick(['small', 'paper'], at), steps: 10 * (1 + (at % 4)), seed: at % 7 },
      dataset: { name: pick(['ring8', 'grid25'], at), params: at % 3 === 0 ? { modes: at % 5 } : {} },
      params: {
        ...(at % 4 === 0 ? {} : { a: pick(scalars, at) }),
        ...(at % 3 === 0 ? { 'odd key`"': pick(scalars, at * 7) } : {}),
        b: pick(scalars, at * 3 + 1),
        ...(at % 2 ? { flag: at % 3 === 0 } : {}),
      },
      ...{ backend: 'auto', recording: { samplesEvery: at % 3 }, stop: null, onNonFinite: 'end' },
    } as unknown as RunConfig;
    const { id } = store.runs.create({ name: pick(texts, at) || 'x', config, parent: null });
    const tags = [pick(texts, at), pick(texts, at * 5)].filter((tag) => tag !== '').slice(0, at % 3);
    store.runs.patch(id, { tags, notes: pick(texts, at * 11), archived: at % 4 === 1 });
    const status = pick(['finished', 'failed', 'running', 'queued'] as const, at);
    store.runs.update(id, { status, sentence: pick(texts, at * 2), startedAt: at % 2 ? now : null, trainedFor: at * 1000 });
    const rules = ['clip saturation', 'no progress', "critic's loss at 0"].slice(0, at % 4);
    store.findings.add(
      id,
      rules.map((rule, step) => ({ rule, subject: 'critic', step, sentence: '', evidence: [] })),
    );
    const values = { 'loss/critic': pick([...numbers, Number.NaN], at), w1: pick([Number.NaN, 1, 2, 0.5], at * 5) };
    const points = [values, at % 2 === 0 ? { w1: at / 10 } : {}, at % 5 === 0 ? { 'x.min': at } : {}];
    const measurements = points.map((entry, step) => ({ type: 'points' as const, step, values: entry as Record<string, number> }));
    const progress = { step: at, stepsPerSecond: at % 3 ? at : null, trainedFor: at * 1000 };
    if (at % 7 !== 3) store.record(id, { times: new Float64Array(3), measurements, progress });
    if (at % 3 === 1) {
      store.runs.update(id, { environment: { backend: 'cpu', device: 'old', cores: 9 } as never });
      store.runs.update(id, { environment: { backend: pick(['wasm', 'cuda'], at), cores: at % 4 } as never });
    }
    return id;
  });
  clock = now;
  return ids.map((id) => ({
    run: store.runs.get(id)!,
    series: Object.fromEntries(store.series.list(id).map((summary) => [summary.key, summary])),
    sweep: null,
  }));
}

const anyField = [
  'params.a',
  'params.b',
  'params.`odd key\\`"`',
  'params.none',
  'dataset.params.modes',
  'environment.cores',
  'environment.device',
];
const textField = ['name', 'recipe', 'dataset', 'sentence', 'notes', 'backend', 'parent', 'sweep', 'id', ...anyField];
const numberField = [
  'number',
  'step',
  'steps',
  'seed',
  'speed',
  'color',
  'metrics.w1',
  'metrics.w1.min',
  'metrics.w1.count',
  'metrics.never',
]
  .concat(['metrics.loss/critic', 'metrics.loss/critic.max', 'metrics.`loss/critic`.lastStep', 'metrics.`x.min`', 'recording.samplesEvery'])
  .concat(anyField);
const sign = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
const textLiteral = fc
  .oneof(fc.constantFrom(...texts), fc.string({ unit: 'grapheme', maxLength: 3 }))
  .map((text) => writeText(text.replaceAll('\0', '')));
const numberLiteral = fc
  .oneof(fc.constantFrom(...numbers, 2, 7, 30), fc.double({ noNaN: true }))
  .map((value) => (Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf'));
const of = (fields: string[]) => fc.constantFrom(...fields);
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((words) => words.join(' '));
const listOf = (literal: fc.Arbitrary<string>) => fc.array(literal, { maxLength: 4 }).map((items) => `[${items.join(', ')}]`);
const ruleLiteral = fc.constantFrom('"clip saturation"', '"no progress"', `"critic's loss at 0"`, '"memory climbing"');
const leaf = fc.oneof(
  joined(of(textField), sign, textLiteral),
  joined(of(numberField), sign, numberLiteral),
  joined(numberLiteral, sign, of(numberField)),
  joined(of(numberField), sign, of(numberField)),
  joined(of(textField), sign, of(textField)),
  joined(of(anyField), sign, fc.constantFrom('True', 'False', 'true')),
  joined(numberLiteral, fc.constantFrom('<', '<='), of(numberField), fc.constantFrom('<', '<='), numberLiteral),
  joined(of(textField), fc.constantFrom('in', 'not in'), listOf(textLiteral)),
  joined(of(numberField), fc.constantFrom('in', 'not in'), listOf(numberLiteral)),
  joined(of(anyField), fc.constantFrom('in', 'not in'), listOf(fc.oneof(numberLiteral, textLiteral))),
  joined(textLiteral, fc.constantFrom('in', 'not in'), of([...textField, 'tags'])),
  joined(of(textField), fc.constantFrom('contains', 'not contains', 'like', 'not like'), textLiteral),
  fc.tuple(of(textField), fc.constantFrom('startswith', 'endswith'), textLiteral).map(([field, how, text]) => `${field}.${how}(${text})`),
  joined(
    of([...textField, ...numberField, 'created', 'started', 'ended', 'trained']),
    fc.constantFrom('is None', 'is not None', '== None'),
  ),
  joined(of(numberField.filter((name) => name.startsWith('metrics'))), fc.constantFrom('is NaN', 'is not NaN', '!= nan')),
  joined(fc.constant('status'), fc.constantFrom('==', '!=', '<', '>='), fc.constantFrom('"finished"', '"running"', '"failed"')),
  joined(of(['created', 'started', 'ended']), sign, fc.constantFrom('"2026-11-18"', '"2026-11"', '"2026-11-20 12:00"', '1763600000000')),
  joined(of(['age', 'trained']), sign, fc.constantFrom('1d', '36h', '0s', '90min', '12s')),
  joined(fc.constant('tags'), fc.constantFrom('==', '!='), listOf(textLiteral)),
  joined(fc.constant('tags'), fc.constantFrom('like', 'not like'), textLiteral),
  joined(ruleLiteral, fc.constantFrom('in', 'not in'), fc.constant('health')),
  joined(fc.constant('health'), fc.constantFrom('==', '!='), listOf(ruleLiteral)),
  joined(fc.constant('health'), fc.constantFrom('like', 'not like', 'contains'), ruleLiteral),
  fc.constantFrom('health and 1 < 2', 'not health and 1 < 2'),
  fc.constantFrom('not archived', '(archived)', 'archived == True', 'archived != False', '(tags) or 1 > 2', 'True and 2 > 1', '"a" < "b"'),
  of([...textField, ...numberField]).map((field) => `not (${field} and 1 < 2)`),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    leaf,
    joined(tie('expression'), fc.constantFrom('and', 'or'), tie('expression')),
    tie('expression').map((inner) => `(${inner})`),
    tie('expression').map((inner) => `not (${inner})`),
  ),
}));
const short = fc.constantFrom('', '', '', 'status:finished', 'recipe:wgan', 'tag:gp', '#7', 'dataset:ring8');
const words = fc
  .array(fc.oneof(fc.constantFrom(...texts.filter((text) => !/\s/.test(text) && text !== '')), short), { maxLength: 3 })
  .map((all) => all.join(' '));

const numbersFound = (query: string) =>
  store.runs.list({ query, archived: 'all', sort: 'number', order: 'ascending', limit: 1000 }).runs.map(({ number }) => number);
const meantBy = (text: string) => {
  const { query } = readQuery(text);
  return candidates.filter((candidate) => isFound(query, candidate, now));
};
const numbersMeant = (query: string) => meantBy(query).map(({ run }) => run.number);

describe('a query', () => {
  test.prop([joined(short, expression)], { numRuns: 200 })('finds what a plain filter in memory finds', (query) => {
    expect(readQuery(query).as).toBe('expression');
    expect(numbersFound(query)).toEqual(numbersMeant(query));
  });
  test.prop([words], { numRuns: 60 })('of words finds what a plain filter in memory finds', (query) => {
    expect(numbersFound(query)).toEqual(numbersMeant(query));
  });

  it('finds different runs by each leaf, not all or none', () => {
    const sizes = fc.sample(leaf, { numRuns: 300, seed: 4 }).map((query) => numbersMeant(query).length);
    expect(sizes.filter((size) => size > 0 && size < candidates.length).length).toBeGreaterThan(60);
  });
  it('leaves archived runs out unless it speaks of them', () => {
    const count = (query: string) => store.runs.list({ query }).total;
    expect(count('')).toBe(45);
    expect(count('step >= 0')).toBe(45);
    expect(count('archived == True')).toBe(15);
    expect(count('step >= 0 and (archived or not archived)')).toBe(60);
    expect(store.runs.list({ query: 'archived == True', archived: 'no' }).total).toBe(0);
  });
  it('holds a thousand conditions', () => {
    const query = Array.from({ length: 470 }, (_, at) => `step != ${100 + at}`).join(' and ');
    expect(store.runs.list({ query, archived: 'all' }).total).toBe(60);
  });
  it('of more keys than SQLite joins tables finds what a plain filter in memory finds', () => {
    const never = Array.from({ length: 70 }, (_, at) => `metrics.m${at} is None`).join(' and ');
    for (const last of [
      'metrics.loss/critic is NaN',
      'metrics.w1.min < 1',
      'params.flag == True',
      'params.a != "gp"',
      'environment.cores is None',
    ]) {
      const query = `${never} and ${last}`;
      expect(numbersMeant(query).length).toBeGreaterThan(0);
      expect(numbersFound(query)).toEqual(numbersMeant(query));
      const sort = `${last.split(' ')[0]} asc`;
      const order = (text: string) => store.runs.list({ query: text, archived: 'all', sort, limit: 1000 }).runs.map(({ id }) => id);
      expect(order(`${never} and number > 0`)).toEqual(order('number > 0'));
    }
    const groups = (columns: string) => store.runs.groups({ group: 'recipe', columns }).groups.map((group) => group.columns.at(-1));
    expect(groups(`${Array.from({ length: 90 }, (_, at) => `metrics.m${at}`).join(', ')}, params.flag`)).toEqual(groups('params.flag'));
  });
  it('says how it was understood, and which keys no run has', () => {
    expect(store.runs.list({ query: 'finished and' })).toMatchObject({ as: 'words', hints: [] });
    const { as, total, hints } = store.runs.list({ query: 'metrics.w2 < 3 and params.a > 0' });
    expect([as, total]).toEqual(['expression', 0]);
    expect(hints).toEqual([
      { path: 'query', message: 'No run recorded the series “w2”. Did you mean metrics.w1?', at: { from: 0, to: 10 } },
    ]);
    expect(store.runs.list({ query: 'params.c is None' }).hints[0].message).toMatch(/No run has params\.c\. Did you mean params\.[ab]\?/);
  });
});

describe('an order', () => {
  const sortable = fc.constantFrom(
    'number',
    'name',
    'params.a',
    'params.b',
    'metrics.w1',
    'metrics.w1.min',
    'speed',
    'seed',
    'recipe',
    'environment.cores',
    'ended',
  );
  const keys = fc.array(fc.tuple(sortable, fc.constantFrom('asc', 'desc')), { minLength: 1, maxLength: 3 });
  test.prop([keys], { numRuns: 60 })('by several fields holds between any two neighbours', (sort) => {
    const { runs } = store.runs.list({ archived: 'all', limit: 1000, sort: sort.map((key) => key.join(' ')).join(', ') });
    expect(runs).toHaveLength(60);
    const rank = (value: unknown) => (value === undefined || Number.isNaN(value) ? 2 : typeof value === 'string' ? 1 : 0);
    const compare = (a: unknown, b: unknown, direction: string, isName: boolean): number => {
      const [one, other] = [rank(a), rank(b)];
      if (one === 2 || other === 2) return one === other ? 0 : one - other;
      const sign_ = direction === 'asc' ? 1 : -1;
      if (one !== other) return sign_ * (one - other);
      if (one === 0) return a === b ? 0 : sign_ * (Number(a) - Number(b));
      const [left, right] = [a, b].map((text) =>
        Buffer.from(isName ? String(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : String(text)),
      );
      return sign_ * Buffer.compare(left, right);
    };
    // Only names are ordered without regard to case.
    const fieldsOf = sort.map(([name, direction]) => ({ field: fieldListOf(name)[0], direction, isName: name === 'name' }));
    for (let at = 1; at < runs.length; at++) {
      const [before, after] = [runs[at - 1], runs[at]].map((run) => candidates.find((candidate) => candidate.run.id === run.id)!);
      let order = 0;
      for (const { field, direction, isName } of fieldsOf) {
        order = compare(fieldValue(field, before, now), fieldValue(field, after, now), direction, isName);
        if (order !== 0) break;
      }
      expect(order).toBeLessThanOrEqual(0);
    }
  });
  it('has pages that together are the whole', () => {
    const whole = store.runs.list({ archived: 'all', limit: 1000, sort: 'recipe, params.a desc' }).runs.map(({ id }) => id);
    const pages = [0, 25, 50].flatMap(
      (offset) => store.runs.list({ archived: 'all', limit: 25, offset, sort: 'recipe, params.a desc' }).runs,
    );
    expect(pages.map(({ id }) => id)).toEqual(whole);
  });
  it('refuses what is no field, with its place', () => {
    expect(() => store.runs.list({ sort: 'name, password' })).toThrow(/can't be sorted by "password"/);
    expect(() => store.runs.list({ sort: 'name down' })).toThrow(/asc or desc/);
  });
});

describe('groups', () => {
  const groupable = fc.constantFrom(
    'recipe',
    'status',
    'params.a',
    'params.b',
    'metrics.w1',
    'metrics.loss/critic.max',
    'tags',
    'archived',
    'trained',
  );
  const fields = fc.uniqueArray(fc.oneof(groupable, fc.constantFrom('seed', 'environment.device', 'created', 'params.`odd key\\`"`')), {
    minLength: 1,
    maxLength: 3,
  });
  test.prop([fields, fc.oneof(fc.constant(''), expression)], { numRuns: 60 })(
    'are all runs of the query, each once, and found again by their own words',
    (group, query) => {
      const list = store.runs.groups({ group: group.join(', '), query, archived: 'all', limit: 1000 });
      const meant = numbersMeant(query);
      expect([list.runs, list.groups.length]).toEqual([meant.length, list.total]);
      const found = list.groups.map(({ where, count, counts }) => {
        const { runs, total } = store.runs.list({ query, within: where, archived: 'all', limit: 1000 });
        expect([where, total]).toEqual([where, count]);
        expect(Object.values(counts).reduce((sum, part) => sum + part, 0)).toBe(count);
        return runs.map(({ number }) => number);
      });
      expect(found.flat().sort((a, b) => a - b)).toEqual(meant);
    },
  );

  test.prop([
    fc.constantFrom('recipe', 'seed', 'archived'),
    fc.constantFrom('params.a', 'metrics.w1.min', 'metrics.loss/critic', 'steps', 'params.none'),
  ])('say what their columns come to', (group, column) => {
    const { groups } = store.runs.groups({ group, columns: `${column}, name`, archived: 'all' }, () => 'lower');
    const field = fieldListOf(column)[0];
    for (const { where, columns } of groups) {
      const values = meantBy(`${where} and 1 < 2`)
        .map((candidate) => fieldValue(field, candidate, now))
        .filter((value) => value !== undefined);
      // Booleans count as numbers, as in Python.
      const figures = values.filter((value) => typeof value === 'number' && !Number.isNaN(value)) as number[];
      figures.sort((a, b) => a - b);
      const mean = figures.reduce((sum, value) => sum + value, 0) / figures.length;
      const middle = figures.length >> 1;
      const [told] = columns;
      expect([told.count, told.numbers]).toEqual([values.length, figures.length]);
      expect([told.min, told.max]).toEqual([figures[0] ?? null, figures.at(-1) ?? null]);
      if (figures.length > 0 && figures.every(Number.isFinite)) {
        expect(told.mean).toBeCloseTo(mean, 9);
        expect(told.median).toBeCloseTo(figures.length % 2 ? figures[middle] : figures[middle - 1] / 2 + figures[middle] / 2, 9);
      }
      if (figures.length > 1 && figures.every((value) => Math.abs(value) < 1e6)) {
        expect(told.std).toBeCloseTo(Math.sqrt(figures.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (figures.length - 1)), 9);
      }
      expect(told.best?.value).toEqual(field.kind === 'metric' ? figures[0] : undefined);
      expect(columns[1].mean).toBeNull();
    }
  });

  it('are sorted by count, by their own values, by what columns come to', () => {
    const order = (sort: string, group = 'recipe') =>
      store.runs.groups({ group, sort, archived: 'all' }).groups.map(({ values }) => values[0]);
    expect(order('recipe asc')).toEqual(['vae', 'wgan', 'wgan-gp']);
    const { groups } = store.runs.groups({ group: 'seed', columns: 'metrics.w1', sort: 'median(metrics.w1) asc', archived: 'all' });
    const medians = groups.map(({ columns }) => columns[0].median);
    expect(medians).toEqual([...medians].sort((a, b) => (a ?? Infinity) - (b ?? Infinity)));
    const counts = store.runs.groups({ group: 'params.a', archived: 'all' }).groups.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(() => store.runs.groups({ group: ',' })).toThrow(/grouped by nothing/);
    expect(() => store.runs.groups({ group: 'age' })).toThrow(/never stays the same/);
    expect(() => store.runs.groups({ group: 'recipe', sort: 'count(recipe)' })).toThrow(/can't be sorted/);
  });
  it('tell true from 1 where it is shown', () => {
    const { groups } = store.runs.groups({ group: 'params.flag', columns: 'params.flag', archived: 'all' });
    expect(groups.map(({ values, columns }) => [values[0], columns[0].same])).toEqual([
      [null, undefined],
      [false, false],
      [true, true],
    ]);
  });
});

describe('keys and values', () => {
  it('are found by their beginning, then by any part', () => {
    expect(store.runs.keys('params.', 50).keys.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['params.a', 'params.b', 'params.`odd key\\`"`', 'dataset.params.modes']),
    );
    expect(store.runs.keys('los', 50).keys).toEqual([{ key: 'metrics.loss/critic', help: '' }]);
    expect(
      store.runs
        .keys('metrics.w1.', 9)
        .keys.map(({ key }) => key)
        .slice(0, 2),
    ).toEqual(['metrics.w1.last', 'metrics.w1.min']);
    expect(store.runs.keys('', 3)).toMatchObject({ more: true, keys: { length: 3 } });
    expect(store.runs.keys('stat', 5).keys[0].key).toBe('status');
  });
  it('of a field come with how many runs have each', () => {
    expect(store.runs.values('recipe', '', 9)).toEqual({
      values: ['vae', 'wgan', 'wgan-gp'].map((value) => ({ value, count: 20 })),
      more: false,
    });
    expect(store.runs.values('recipe', 'wgan', 1)).toMatchObject({ values: [{ value: 'wgan' }], more: true });
    expect(store.runs.values('health', 'n', 9)).toEqual({ values: [{ value: 'no progress', count: 30 }], more: false });
    expect(store.runs.values('tags', 'g', 9).values.map(({ value }) => value)).toEqual(['gp']);
    expect(store.runs.values('params.b', '', 50).values.map(({ value }) => value)).toContain(true);
    expect(store.runs.values('params.flag', 'tr', 9).values.map(({ value }) => value)).toEqual([true]);
    expect(store.runs.values('archived', 'F', 9).values.map(({ value }) => value)).toEqual([false]);
    expect(store.runs.values('params.none', '', 9)).toEqual({ values: [], more: false });
  });
});

it('a group’s own words are no typed query: as long as a run’s text may be they find its runs', () => {
  const { id } = store.runs.create({ name: 'long', config: candidates[0].run.config, parent: null });
  store.runs.patch(id, { notes: '"wörd",\\ '.repeat(1500) });
  const { where } = store.runs.groups({ query: `id == "${id}"`, group: 'notes' }).groups[0];
  expect(where.length).toBeGreaterThan(8000);
  expect(store.runs.list({ within: where }).runs.map((run) => run.id)).toEqual([id]);
  expect(() => store.runs.list({ query: where })).toThrow(/at most 8000/);
  store.runs.remove(id);
  store.runs.purge(Number.POSITIVE_INFINITY);
});

it('keys that no run has any more are forgotten with the runs', () => {
  const config = { ...candidates[0].run.config, params: { onlyHere: 1 } };
  const { id } = store.runs.create({ name: 'gone soon', config, parent: null });
  expect(store.runs.keys('params.onlyHere', 5).keys).toHaveLength(1);
  store.runs.remove(id);
  store.runs.purge(Number.POSITIVE_INFINITY);
  expect(store.runs.keys('params.onlyHere', 5).keys).toEqual([]);
  expect(candidates.some(({ run }) => hasEnded(run.status))).toBe(true);
});
