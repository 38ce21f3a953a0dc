import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isFound, type Candidate } from '../../shared/query/evaluate.ts';
import { readQuery } from '../../shared/query/read-query.ts';
import { writeLiteral } from '../../shared/query/write.ts';
import { type AxisSpan, type Brush, brushed, brushQuery, readBrush, spanAt, stretchOf, withSpan, writeBrush } from './run-brush.ts';
import { scaleOf } from './run-scale.ts';
import type { RunColumn, RunTable } from './run-table.ts';

const texts = ['wgan', 'a "b"', 'it’s', 'x, y', '[1]', '\\', 'True', '3'];
const number = fc.oneof(
  fc.constantFrom(null, Number.NaN, Infinity, -Infinity, 0, -0.5, 1e-9, 12),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
);
const runs = fc.array(
  fc.record({
    lambda: number,
    w1: number,
    kind: fc.constantFrom(null, ...texts),
    flag: fc.constantFrom(null, true, false),
    tags: fc.subarray(texts),
  }),
  { minLength: 1, maxLength: 30 },
);
type Made = { lambda: number | null; w1: number | null; kind: string | null; flag: boolean | null; tags: string[] }[];

/** NaN is no number of a config's JSON, and of a metric it is there. */
function tableOf(made: Made): RunTable {
  const literals = <Value>(values: (Value | null)[], write: (value: Value) => string) =>
    values.map((value) => (value === null ? null : write(value)));
  const columns: RunColumn[] = [
    { field: 'params.lambda', kind: 'number', values: made.map(({ lambda }) => (Number.isFinite(lambda) ? lambda : null)) },
    { field: 'metrics.w1.min', kind: 'number', values: made.map(({ w1 }) => w1) },
    {
      field: 'params.kind',
      kind: 'text',
      values: literals(
        made.map(({ kind }) => kind),
        writeLiteral,
      ),
    },
    {
      field: 'params.flag',
      kind: 'boolean',
      values: literals(
        made.map(({ flag }) => flag),
        writeLiteral,
      ),
    },
    { field: 'tags', kind: 'list', values: made.map(({ tags }) => writeLiteral(tags)) },
  ];
  return {
    number: Float64Array.from(made, (_, at) => at),
    id: made.map((_, at) => String(at)),
    name: made.map(() => ''),
    columns,
    total: made.length,
  };
}

function candidateOf({ lambda, w1, kind, flag, tags }: Made[number]): Candidate {
  const params = { ...(Number.isFinite(lambda) ? { lambda } : {}), ...(kind === null ? {} : { kind }), ...(flag === null ? {} : { flag }) };
  const series = w1 === null ? {} : { w1: { key: 'w1', count: 1, firstStep: 0, lastStep: 0, last: w1, min: w1, max: w1 } };
  return {
    run: { name: '', tags, config: { params, dataset: { name: '', params: {} } } } as unknown as Candidate['run'],
    series,
    sweep: null,
  };
}

describe('a brush', () => {
  test.prop([
    runs,
    fc.array(fc.tuple(fc.nat(4), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 4 }),
  ])('marks the runs that its query finds, through the address as well', (made, strokes) => {
    const table = tableOf(made);
    let brush: Brush = new Map<string, AxisSpan>();
    for (const [at, one, other] of strokes) {
      const scale = scaleOf(table.columns[at]);
      brush = withSpan(brush, scale.field, spanAt(scale, [Math.min(one, other), Math.max(one, other)]));
    }
    expect(readBrush(writeBrush(brush))).toEqual(brush);
    const text = brushQuery(brush);
    const { query } = readQuery(text);
    const found = made.map((run) => Number(text === '' || isFound(query, candidateOf(run), 0)));
    expect([...brushed(table, brush)]).toEqual(found);
  });

  it('keeps what it spans where the axis changes', () => {
    const [column] = tableOf([1, 10, 1000].map((lambda) => ({ lambda, w1: 0, kind: null, flag: null, tags: [] }))).columns;
    const log = scaleOf(column);
    expect(log.kind).toBe('log');
    const span = spanAt(log, [0, 0.5])!;
    expect(span).toEqual({ from: null, to: 31.62 });
    expect(stretchOf(scaleOf(column, false), span)[1]).toBeCloseTo(0.0306, 3);
  });

  it('is nothing where an address says something else', () => {
    for (const text of ['', '{', '{}', '[[1]]', '[["nothing at all",1,2]]', '[["params.x",null,null]]', '[["params.x","1",2]]']) {
      expect(readBrush(text).size, text).toBe(0);
    }
    expect(readBrush('[["params.kind",["\\"a\\"","1) or (1 == 1",3]]]').get('params.kind')).toEqual({ values: ['"a"'] });
  });
});
