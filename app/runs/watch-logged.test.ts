import { expect, it, vi } from 'vitest';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { openChanges } from './changes.ts';
import { watchLogged } from './watch-logged.ts';

function logged(store: Store): string {
  return store.tracking.create({ experiment: 0, name: 'a script', user: '', startedAt: 0, tags: [] });
}
function log(store: Store, run: string, key: string, values: number[], from = 0): void {
  const points = values.map((value, at) => ({ key, step: from + at, time: 1_000_000 + from + at, value }));
  store.tracking.log(run, { points, params: [], tags: [] });
}
const quietly = () => vi.advanceTimersByTimeAsync(60_000);

it('finds in what scripts log what it finds in runs of our own, once, and goes on where it was after the studio was closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const store = openStore({ folder: ':memory:', now: () => 5 });
    const changes = openChanges(() => 5);
    const heard: unknown[] = [];
    changes.subscribe(({ run, kinds }) => heard.push([run, ...kinds]));
    const run = logged(store);
    log(
      store,
      run,
      'train/d_loss',
      Array.from({ length: 60 }, () => 0.7),
    );
    const first = watchLogged(store, changes, { looksAround: true });
    await quietly();
    expect(store.findings.list(run)).toEqual([]);
    expect(store.findings.unwatched(9)).toEqual([]);
    log(
      store,
      run,
      'train/d_loss',
      Array.from({ length: 30 }, () => 1e-9),
      60,
    );
    changes.announce({ run, kinds: ['points'] });
    await quietly();
    await first.close();
    expect(store.findings.list(run)).toEqual([]);

    const second = watchLogged(store, changes, { looksAround: true });
    log(
      store,
      run,
      'train/d_loss',
      Array.from({ length: 30 }, () => 1e-9),
      90,
    );
    log(store, run, 'g_loss', [1, 2, Number.NaN], 100);
    changes.announce({ run, kinds: ['points'] });
    await quietly();
    await second.close();
    expect(store.findings.list(run)).toMatchObject([
      { rule: 'loss not finite', subject: 'g_loss', step: 102 },
      { rule: "critic's loss at 0", subject: 'train/d_loss', step: 109 },
    ]);
    expect(store.runs.list({ query: '"loss not finite" in health' }).runs.map(({ id }) => id)).toEqual([run]);
    expect(heard).toContainEqual([run, 'run']);
    changes.close();
    store.close();
  } finally {
    vi.useRealTimers();
  }
});

it('of a run that is taken back everything is read again', async () => {
  const store = openStore({ folder: ':memory:', now: () => 5 });
  const run = store.imports.create({ name: 'a log', origin: { importer: 'tables', title: 'A table', source: '/x', key: 'x' } })!;
  const part = (values: number[]) => ({
    ...{ type: 'points' as const, key: 'loss', value: Float64Array.from(values) },
    step: Float64Array.from(values, (_, at) => at),
    time: Float64Array.from(values, (_, at) => at),
  });
  store.imports.take(run, [part([3, 2, Number.NaN, 1])]);
  store.imports.reveal([run]);
  const read = async () => {
    const changes = openChanges(() => 5);
    const watching = watchLogged(store, changes, { looksAround: true });
    changes.announce({ run, kinds: ['points'] });
    await watching.close();
    changes.close();
  };
  await read();
  expect(store.findings.list(run)).toMatchObject([{ rule: 'loss not finite', step: 2 }]);
  store.imports.take(run, [{ type: 'cut', from: 0 }, part([3, 2])]);
  await read();
  expect(store.findings.list(run)).toEqual([]);
  expect(store.findings.watched(run)).toMatchObject({ seen: { loss: 2 } });
  store.close();
});
