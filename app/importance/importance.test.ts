import { afterAll, describe, expect, it } from 'vitest';
import { openMemory, createRun } from '../store/store.fixtures.ts';
import { prepareImportance } from './importance.ts';

const store = openMemory();
afterAll(() => store.close());
/** A figure that follows lambda, that kind shifts, and that depth has nothing to do with. */
for (let at = 0; at < 60; at += 1) {
  const lambda = ((at * 37) % 60) / 60;
  const kind = at % 2 === 0 ? 'a' : 'b';
  const run = createRun(store, `run ${at}`, { recipe: at < 50 ? 'wgan' : 'gan', params: { lambda, kind, depth: (at * 7) % 5, same: 3 } });
  const value = at === 5 ? Number.NaN : 4 * lambda + (kind === 'a' ? 1 : 0);
  store.series.append(run, 'w1', { step: Float64Array.of(1), time: Float64Array.of(1), value: Float64Array.of(value) });
}

describe('which params mattered', () => {
  it('is told by a thread, the most telling first, and how far it is meanwhile', async () => {
    const seen: number[] = [];
    const work = prepareImportance(store, { target: 'metrics.w1' }, undefined);
    const answer = await work.run((done) => seen.push(done), new AbortController().signal);
    expect(answer).toMatchObject({ target: 'metrics.w1', scale: 'linear', runs: 59, finite: 59, total: 60, leftOut: 0 });
    expect(answer.fields.map(({ field }) => field).slice(0, 2)).toEqual(['params.lambda', 'params.kind']);
    expect(answer.fields.map(({ field }) => field)).not.toContain('params.same');
    expect(answer.fields.find(({ field }) => field === 'params.depth')!.mean).toBeLessThan(0.05);
    expect(answer.explained.mean).toBeGreaterThan(0.7);
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('is given up when nobody waits for it', async () => {
    const given = new AbortController();
    const work = prepareImportance(store, { target: 'metrics.w1' }, undefined).run(() => given.abort(new Error('enough')), given.signal);
    await expect(work).rejects.toThrow('enough');
  });

  it('is refused with a sentence where these runs can’t say', () => {
    const of = (ask: object) => () => prepareImportance(store, { target: 'metrics.w1', ...ask }, undefined);
    expect(of({ query: 'recipe == "gan"' })).toThrow(
      'Of these 10 runs 10 have a finite metrics.w1; which params mattered can be told from 20 on.',
    );
    expect(of({ target: 'params.kind' })).toThrow('params.kind is not a number in these runs');
    expect(of({ target: 'params.same' })).toThrow('params.same is 3 in all of these runs');
    expect(of({ columns: 'params.same' })).toThrow('Nothing of the config differs between these runs');
    expect(of({ target: 'metrics.w1, step' })).toThrow('One field is explained at a time');
  });
});
