import { describe, expect, it } from 'vitest';
import { isFound } from '../../../shared/query/evaluate.ts';
import { readQuery } from '../../../shared/query/read-query.ts';
import { fieldNamed } from '../../../shared/query/sorting.ts';
import type { Run } from '../../../shared/run.ts';
import { choicesFor, withCondition, writeCondition } from './condition.ts';
import { understood } from './query-words.ts';

const write = (name: string, operator: string, typed: string) => writeCondition(fieldNamed(name)!, operator, typed);

describe('a condition that was chosen', () => {
  it.each([
    ['params.lambda', '>', '0.1', 'params.lambda > 0.1'],
    ['params.norm', '==', 'layer', 'params.norm == "layer"'],
    ['params.useBias', '==', 'true', 'params.useBias == True'],
    ['metrics.loss/critic.min', '<=', '-1e-3', 'metrics.loss/critic.min <= -1e-3'],
    ['recipe', 'in [', 'wgan, wgan-gp', 'recipe in ["wgan", "wgan-gp"]'],
    ['tags', 'contains', 'a "b"', 'tags contains "a \\"b\\""'],
    ['age', '<', '7d', 'age < 7d'],
    ['created', '>=', '2026-11-01', 'created >= "2026-11-01"'],
    ['name', 'like', '100%', 'name like "100%"'],
    ['metrics.w1', 'is NaN', 'never read', 'metrics.w1 is NaN'],
    ['archived', '== True', '', 'archived == True'],
  ])('%s %s %s', (name, operator, typed, written) => {
    expect(write(name, operator, typed)).toBe(written);
    expect(understood(written)).toEqual({ as: 'expression' });
    expect(choicesFor(fieldNamed(name)!).map(({ value }) => value)).toContain(operator);
  });

  it.each([
    ['', 'step > 3'],
    ['status:failed tag:x', 'status:failed tag:x step > 3'],
    ['#12', '#12 step > 3'],
    ['tag:x #12 seed == 1', 'tag:x #12 seed == 1 and step > 3'],
    ['seed == 1 or seed == 2', '(seed == 1 or seed == 2) and step > 3'],
    ['tag:x seed == 1', 'tag:x seed == 1 and step > 3'],
  ])('joins what was asked before: %s', (before, after) => {
    expect(withCondition(before, 'step > 3')).toBe(after);
    expect(understood(after)).toEqual({ as: 'expression' });
  });

  it('asks for plain words where plain words are looked for', () => {
    const ask = withCondition('clip #3 status:queued', 'step >= 0');
    expect(understood(ask)).toEqual({ as: 'expression' });
    const plain = { recipe: 'vae', preset: 'small', steps: 1, seed: 1, dataset: { name: 'ring8', params: {} }, params: {} };
    const at = (changes: object, config: object = {}) => {
      const run = { number: 3, status: 'queued', name: 'x', tags: [], notes: '', step: 0, ...changes, config: { ...plain, ...config } };
      return [ask, 'clip #3 status:queued'].map((text) =>
        isFound(readQuery(text).query, { run: run as unknown as Run, series: {}, sweep: null }, 0),
      );
    };
    for (const found of [{ name: 'WGAN clip' }, { notes: 'clipped' }, { tags: ['gp', 'no-clip'] }]) expect(at(found)).toEqual([true, true]);
    expect(at({}, { recipe: 'wgan-clip' })).toEqual([true, true]);
    expect(at({}, { dataset: { name: 'clips', params: {} } })).toEqual([true, true]);
    for (const other of [{}, { name: 'clip', number: 4 }, { name: 'clip', status: 'failed' }]) expect(at(other)).toEqual([false, false]);
  });
});
