import { afterAll, expect, it } from 'vitest';
import { configOf, createRun, openMemory } from './store.fixtures.ts';

const store = openMemory();
afterAll(() => store.close());

it('a family is everything that came from one run, parents before their children', () => {
  const fork = (name: string, run: string, step: number) => store.runs.create({ name, config: configOf(), parent: { run, step } }).id;
  const root = createRun(store, 'root');
  const other = createRun(store, 'other');
  const first = fork('first', root, 10);
  const second = fork('second', root, 20);
  const third = fork('third', first, 15);
  const gone = fork('gone', second, 30);
  const last = fork('last', gone, 40);
  store.runs.remove(gone);
  const seen = (id: string) => store.runs.family(id).members.map(({ name, depth, parent }) => [name, depth, parent?.step ?? null]);
  const whole = [
    ['root', 0, null],
    ['first', 1, 10],
    ['third', 2, 15],
    ['second', 1, 20],
    ['last', 3, 40],
  ];
  for (const id of [root, first, second, third, last]) expect(seen(id)).toEqual(whole);
  expect(seen(other)).toEqual([['other', 0, null]]);
});
