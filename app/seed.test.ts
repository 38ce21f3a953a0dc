import { describe, expect, it } from 'vitest';
import { seedWorkspace } from './seed.ts';
import { openStore } from './store/open-store.ts';

const open = () => openStore({ folder: ':memory:', now: () => 1.7e12 });

describe('a made-up workspace', () => {
  it('says in every run that it is made up, and holds every kind of sample', () => {
    const store = open();
    const ids = seedWorkspace(store, { runs: 6, seed: 1, whole: 2 });
    for (const id of ids)
      expect(store.runs.get(id)).toMatchObject({ tags: expect.arrayContaining(['synthetic']), notes: expect.stringMatching(/^Synthetic/) });
    expect(
      store.samples
        .probes(ids[0])
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['pictures', 'plan', 'points', 'surface']);
    expect(store.series.list(ids[0]).find(({ key }) => key === 'loss/critic')).toMatchObject({ count: 2001, max: 6 });
    const clipped = store.distributions.read({ run: ids[0], key: 'weights/critic/dense2/kernel', count: 1 });
    expect(clipped[0].distribution.bound?.share).toBeGreaterThan(0.3);
    store.close();
  });

  it('is the same for the same seed', () => {
    const [one, two] = [open(), open()];
    const read = (store: typeof one) => {
      const [id] = seedWorkspace(store, { runs: 2, seed: 9, whole: 1 });
      return [...store.series.points(id, 'w1')].concat(store.samples.list(id).map(({ object }) => object) as never[]);
    };
    expect(read(one)).toEqual(read(two));
  });
});

describe('a list of ten thousand runs', () => {
  const store = open();
  seedWorkspace(store, { runs: 10_000, seed: 3, whole: 0 });

  it('is cut into pages that together are all of it, in order', () => {
    const seen: number[] = [];
    for (let offset = 0; offset < 10_000; offset += 1000) {
      const { runs, total } = store.runs.list({ sort: 'last:w1', order: 'ascending', series: 'w1', offset, limit: 1000 });
      expect(total).toBe(10_000);
      seen.push(...runs.map((run) => run.series.w1.last));
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen).toHaveLength(10_000);
  });

  it('is sorted by a param, and narrowed by words and fields', () => {
    const { runs } = store.runs.list({ sort: 'params.criticRate', order: 'descending', limit: 50 });
    const rates = runs.map(({ config }) => Number(config.params.criticRate));
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
    const narrowed = store.runs.list({ query: 'recipe:wgan-gp dataset:grid25 status:failed tag:synthetic 12', limit: 1000 });
    expect(narrowed.total).toBeGreaterThan(0);
    for (const run of narrowed.runs)
      expect([run.config.recipe, run.config.dataset.name, run.status]).toEqual(['wgan-gp', 'grid25', 'failed']);
    expect(narrowed.counts.failed).toBe(narrowed.total);
    expect(store.runs.list({ query: '100%_' }).total).toBe(0);
    expect(store.runs.list({ query: '#77' }).runs.map(({ number }) => number)).toEqual([77]);
  });

  it('refuses a sort that is none, naming what there is', () => {
    expect(() => store.runs.list({ sort: 'password' })).toThrow(/can't be sorted by "password"/);
    expect(() => store.runs.list({ sort: "params.x' --" })).not.toThrow();
  });
});
