import { fc, test } from '@fast-check/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { writeLiteral } from '../../shared/query/write.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { openMemory } from './store.fixtures.ts';

const store = openMemory();
afterAll(() => store.close());
const scalars = [1, 0.5, -3, 'text', 'a "b"', true, false, undefined];
const pick = <Item>(items: readonly Item[], at: number): Item => items[at % items.length];
const made = Array.from({ length: 40 }, (_, at) => {
  const params = { lambda: at / 7, mixed: pick(scalars, at), ...(at % 3 === 0 ? { flag: at % 2 === 0 } : {}), same: 1 };
  const config = {
    recipe: pick(['wgan', 'gan'], at),
    dataset: { name: 'ring', params: {} },
    params,
    seed: at,
    recording: {},
    stop: null,
  } as unknown as RunConfig;
  const { id, number } = store.runs.create({ name: `run ${at}`, config, parent: null });
  store.runs.patch(id, { tags: at % 2 ? ['a', 'b, c'] : [], archived: at % 5 === 4 });
  const w1 = pick([0.1, Number.NaN, Number.POSITIVE_INFINITY, -2], at);
  if (at % 4 !== 2) store.series.append(id, 'w1', { step: Float64Array.of(1), time: Float64Array.of(1), value: Float64Array.of(w1) });
  return { id, number, params, at, w1: at % 4 === 2 ? null : w1, isArchived: at % 5 === 4 };
});
const active = made.filter(({ isArchived }) => !isArchived);

describe('columns of runs', () => {
  it('are what each run has, numbers as numbers and all else as a query writes it', () => {
    const { columns, id, number, total } = store.runs.columns({
      columns: 'params.lambda, params.mixed, params.flag, metrics.w1, tags, created',
    });
    expect([total, id, [...number]]).toEqual([active.length, active.map((run) => run.id), active.map((run) => run.number)]);
    const [lambda, mixed, flag, w1, tags, created] = columns;
    expect(lambda).toEqual({ field: 'params.lambda', kind: 'number', values: active.map(({ params }) => params.lambda) });
    const literal = (value: string | number | boolean | undefined) => (value === undefined ? null : writeLiteral(value));
    expect(mixed).toEqual({ field: 'params.mixed', kind: 'text', values: active.map(({ params }) => literal(params.mixed)) });
    expect(flag).toEqual({ field: 'params.flag', kind: 'boolean', values: active.map(({ params }) => literal(params.flag)) });
    expect(w1).toEqual({ field: 'metrics.w1', kind: 'number', values: active.map((run) => run.w1) });
    expect(tags.values.slice(0, 2)).toEqual(['[]', '["a", "b, c"]']);
    expect([created.kind, typeof created.values[0]]).toEqual(['time', 'number']);
  });

  test.prop([fc.subarray(made), fc.double({ min: -1, max: 7, noNaN: true })])(
    'of named runs keep to a query beside them',
    (chosen, least) => {
      const { id } = store.runs.columns({ ids: chosen.map((run) => run.id), within: `params.lambda >= ${least}` });
      expect(id).toEqual(chosen.filter(({ params }) => params.lambda >= least).map((run) => run.id));
    },
  );

  it('leave out the oldest beyond a limit and say how many there are', () => {
    const { id, total } = store.runs.columns({ limit: 3 });
    expect([id, total]).toEqual([active.slice(-3).map((run) => run.id), active.length]);
  });

  it('are no more than can be drawn', () => {
    const many = Array.from({ length: 65 }, (_, at) => `params.p${at}`).join(',');
    expect(() => store.runs.columns({ columns: many })).toThrow('At most 64 columns are read at once; 65 were asked for.');
  });

  it('worth a look are those that differ', () => {
    const { values, metrics, looked, total } = store.runs.telling({});
    expect([looked, total]).toEqual([active.length, active.length]);
    const fields = values.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['recipe', 'params.lambda', 'params.mixed', 'params.flag']));
    expect(fields).not.toContain('params.same');
    expect(fields.indexOf('recipe')).toBeLessThan(fields.indexOf('params.lambda'));
    expect(metrics).toEqual([{ field: 'metrics.w1', count: active.filter(({ w1 }) => w1 !== null).length }]);
  });
});
