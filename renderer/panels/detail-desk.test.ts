import { expect, test } from 'vitest';
import type { RunDetail } from '../../shared/api/runs.ts';
import { DetailDesk } from './detail-desk.ts';

const detailOf = (id: string) => ({ run: { id } }) as unknown as RunDetail;

test('what a page asks at once are few requests; a run that is gone is a refusal of its own', async () => {
  const asked: string[][] = [];
  let send = () => {};
  const desk = new DetailDesk(
    async (ids) => {
      asked.push(ids);
      return ids.filter((id) => id !== 'gone').map(detailOf);
    },
    (work) => {
      send = work;
    },
  );
  const ids = [...Array.from({ length: 249 }, (_, i) => `run${i}`), 'gone'];
  const answers = Promise.allSettled([...ids, 'run7'].map((id) => desk.ask(id)));
  send();
  const settled = await answers;
  expect(asked.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(settled[250]).toMatchObject({ status: 'fulfilled', value: { run: { id: 'run7' } } });
});
