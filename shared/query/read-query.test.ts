import { describe, expect, it } from 'vitest';
import { StudioError } from '../errors.ts';
import type { Run } from '../run.ts';
import { isFound } from './evaluate.ts';
import { readQuery } from './read-query.ts';

const run = {
  ...{ id: 'abcdefghjk', number: 12, name: 'WGAN clip λ=10', status: 'finished', sentence: '', step: 2000, stepsPerSecond: 40, color: 3 },
  ...{
    tags: ['gp', 'lr'],
    health: ['clip saturation'],
    notes: 'as in the paper',
    archived: false,
    deletedAt: null,
    origin: null,
    parent: null,
    trainedFor: 7_200_000,
  },
  ...{ createdAt: new Date(2026, 10, 3, 12, 30).getTime(), startedAt: 5, endedAt: null },
  config: {
    ...{ recipe: 'wgan', preset: 'small', dataset: { name: 'ring8', params: { modes: 8 } }, steps: 2000, seed: 7, backend: 'auto' },
    params: { lambda: 0.5, norm: 'layer', useBias: true, nothing: 0, 'odd key': 1, 'a.b': 2 },
    recording: { samplesEvery: 100 },
  },
  environment: { backend: 'wasm', device: '2 cores', cores: 2 },
} as unknown as Run;
const summary = (last: number, min = last, max = last) => ({ key: '', count: 20, firstStep: 0, lastStep: 1900, last, min, max });
const series = {
  w1: summary(0.3, 0.1, 2),
  'loss/critic': summary(Number.NaN, -1, 4),
  'sliced-w1': summary(0.02),
  'val.loss': summary(1),
  flown: summary(Number.POSITIVE_INFINITY),
  'a.min': summary(5, 4),
};
const now = run.createdAt + 3 * 86_400_000;
const finds = (text: string) => isFound(readQuery(text).query, { run, series, sweep: null }, now);

describe('an expression', () => {
  it.each([
    'params.lambda > 0.1 and metrics.w1.min < 0.2 and "gp" in tags and status == "finished" and not archived',
    '0.1 < params.lambda <= .5',
    '3 > metrics.w1.max > metrics.w1.last > metrics.w1.min',
    'recipe in ["wgan", "gan"] and recipe not in ("wgan-gp",)',
    'number in {12, 13} or number == 3',
    '(archived or name == "x") or (step >= 2_000)',
    'metrics.w1 == 0.3 and metrics.w1.last == 3e-1 and metrics.w1.count == 20',
    'metrics.loss/critic is NaN and metrics.`loss/critic` == nan and metrics["loss/critic"].min == -1',
    'metrics.sliced-w1.min<0.1 and metrics.val.loss.last == 1',
    'metrics.flown == inf and metrics.flown > 1e308 and metrics.flown != -inf',
    'metrics.`a.min` == 5 and metrics.`a.min`.min == 4',
    'metrics.fid is None and params.sigma is None and params.lambda is not None and metrics.w1 is not NaN',
    'params.norm == "layer" and "lay" in params.norm and params["odd key"] == 1 and params.a.b == 2',
    'params.useBias and params.useBias == True and params.useBias is true and not params.nothing and not params.sigma',
    'dataset.params.modes == 8 and dataset == "ring8" and dataset.name == "ring8" and recording.samplesEvery == 100',
    'environment.device == "2 cores" and environment.cores == 2 and backend == "wasm" and seed == 7',
    'created > "2026-11-01" and created == "2026-11-03" and created <= "2026-11-03" and created < "2026-11-03 12:31"',
    'created == "2026-11" and created != "2026-11-04" and age < 7d and age >= 72h and trained == 2h and ended is None',
    'name contains "CLIP" and name like "wgan%" and name.startswith("WGAN") and name.endswith("10") and not name.startswith("wgan")',
    'name not contains "penalty" and notes not like "%book" and "WGAN" in name and "wgan" not in name',
    'tags == ["gp", "lr"] and tags != ["gp"] and tags and "clip" not in tags and tags contains "lr"',
    '"clip saturation" in health and "no progress" not in health and health and health like "clip%" and health == ["clip saturation"]',
    'status == "finished" AND NOT archived OR 1 > 2',
    'status:finished params.lambda > 0.1 tag:gp',
    'number > 3 and number < 2e3 #12',
    "name == 'WGAN clip λ=10' and createdAt > 0 and stepsPerSecond >= 40",
  ])('finds by %s', (text) => {
    expect(finds(text)).toBe(true);
    expect(readQuery(text).as).toBe('expression');
  });

  it.each([
    ['a missing value is neither alike nor unlike, less nor more', ['params.sigma == 1', 'params.sigma != 1', 'params.sigma not in [1]']],
    ['nor of a metric or a text', ['metrics.fid.min < 9', 'metrics.fid is NaN', 'metrics.fid is not NaN', '"x" not in params.sigma']],
    ['NaN equals nothing and has no order', ['metrics.loss/critic == 1', 'metrics.loss/critic < 1', 'metrics.loss/critic >= 1']],
    ['text and numbers are never alike', ['params.norm == 1', 'params.norm > 1', 'params.lambda < "zzz"', 'params.norm in [0, 1]']],
  ])('%s', (_, texts) => {
    for (const text of texts) expect([text, finds(text)]).toEqual([text, false]);
  });

  it('finds by “not” what a missing value made false, and by != what is NaN', () => {
    expect(finds('not params.sigma > 3')).toBe(true);
    expect(finds('metrics.loss/critic != 1')).toBe(true);
  });
});

describe('words', () => {
  it.each(['wgan clip', 'status:finished recipe:wgan dataset:ring8 tag:gp #12', 'λ=10', 'PAPER', 'the paper', '', '  #12 '])(
    'find by %s',
    (text) => {
      expect(finds(text)).toBe(true);
      expect(readQuery(text).as).toBe('words');
    },
  );
  it.each(['archived', 'clip and', 'gp or lr', '100%_', '"in" tags', "it's as in don't", 'lr=0.01', 'status', 'not', 'tag:', 'x:y'])(
    'stay words: %s',
    (text) => expect(readQuery(text).as).toBe('words'),
  );
  it('tell what spoke of archived runs', () => {
    expect(readQuery('archived').asksForArchived).toBe(false);
    expect(readQuery('not archived').asksForArchived).toBe(true);
    expect(readQuery('step > 1').asksForArchived).toBe(false);
  });
});

describe('a query that can’t be read', () => {
  it.each([
    ['params.lambda > 0.1 and «statu» == "finished"', /no field “statu”.*Did you mean status\?/],
    ['status == «"finised"»', /Did you mean "finished"/],
    ['«lambda» > 0.1', /params\.lambda/],
    ['status «=» "finished"', /Instead of “=” write ==/],
    ['archived «&» step > 3', /write and/],
    ['step > «"many"»', /compared with a number/],
    ['age < «7»', /7d, 12h/],
    ['age < «7days»', /neither a number nor a time/],
    ['created > «"yesterday"»', /is no date/],
    ['created > «"2026-02-30"»', /is no date/],
    ['params.lambda >«»', /Something is missing/],
    ['«(»step > 3', /not closed/],
    ['name == «"half»', /quote is not closed/],
    ['step > 3 «step» < 9', /“and”, “or” or a comparison/],
    ['recipe in ["a" «"b"»]', /comma or \]/],
    ['recipe in «[»"a", "b"', /list is not closed/],
    ['«tags» > 3', /no order/],
    ['«health» > 3', /list has no order: ask "clip saturation" in health/],
    ['«"clip saturatoin"» in health', /no health rule “clip saturatoin”. Did you mean "clip saturation"/],
    ['health == «"clip saturation"»', /This is a list: ask/],
    ['«metrics.» > 3', /followed by a dot and a series/],
    ['«params» > 3', /params\.lambda/],
    ['«wgan» params.lambda > 1', /no field “wgan”/],
    ['name == «3»', /text: write it in quotes/],
    ['metrics.w1 «is» 3', /None, NaN, True or False/],
    ['seed «is» not 3 and step == 1', /written !=/],
    ['«created» and step > 1', /is a time/],
    ['«constructor» == 1', /no field/],
    ['name.startswith(«3»)', /Text in quotes/],
  ])('says where and why: %s', (marked, message) => {
    const text = marked.replace(/[«»]/g, '');
    const error = refusalOf(text);
    expect(error?.message).toMatch(message);
    const [issue] = error?.issues ?? [];
    expect(issue.path).toBe('query');
    const word = marked.slice(marked.indexOf('«') + 1, marked.indexOf('»'));
    expect([issue.at?.from, text.slice(issue.at?.from, issue.at?.to)]).toEqual([marked.indexOf('«'), word]);
  });

  it('keeps places right behind short words', () => {
    const text = 'status:finished tag:gp stp > 3';
    const at = refusalOf(text)?.issues[0].at;
    expect(text.slice(at?.from, at?.to)).toBe('stp');
  });
  it('has an end', () => {
    expect(refusalOf('x'.repeat(9000))?.message).toMatch(/at most 8000/);
    expect(refusalOf(`${'not '.repeat(500)}step > 1`)?.message).toMatch(/at most 100 deep/);
    expect(refusalOf(`${'('.repeat(500)}step > 1${')'.repeat(500)}`)?.message).toMatch(/at most 100 deep/);
  });
});

function refusalOf(text: string): StudioError | null {
  try {
    readQuery(text);
    return null;
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
}
