import { tableFromIPC } from '@uwdata/flechette';
import { expect } from 'vitest';
import type { Run } from '../../shared/run.ts';

type Answer = ReturnType<typeof JSON.parse>;
type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

/** What looks over many runs at once, asked of a workspace with one recorded run. */
export async function lookOver(ask: Ask, recorded: Run): Promise<void> {
  const json = async (method: string, path: string, body?: unknown): Promise<Answer> =>
    (await ask(method, path, body)).json() as Promise<Answer>;
  const columns = 'params.clip, metrics.loss/critic, recipe';
  const table = tableFromIPC(new Uint8Array(await (await ask('POST', '/api/runs/columns', { ids: [recorded.id], columns })).arrayBuffer()));
  expect(JSON.parse(table.schema.metadata!.get('fields')!)).toMatchObject([
    { field: 'params.clip', kind: 'number' },
    { field: 'metrics.loss/critic', kind: 'number' },
    { field: 'recipe', kind: 'text' },
  ]);
  expect(['id', '0', '1', '2'].map((name) => table.getChild(name).at(0))).toEqual([
    recorded.id,
    recorded.config.params.clip,
    Number.NaN,
    '"wgan"',
  ]);
  const distances = await ask('POST', '/api/runs/distances', { runs: [recorded.id], key: 'weights/critic', reference: recorded.id });
  const rows = tableFromIPC(new Uint8Array(await distances.arrayBuffer()));
  expect([...rows.getChild('step').toArray()]).toEqual([0, 10]);
  expect([...rows.getChild('w1').toArray()]).toEqual([0, 0]);
  expect((await json('GET', `/api/runs/${recorded.id}/lineage`)).members).toMatchObject([{ id: recorded.id, depth: 0 }]);
  const refused = await json('POST', '/api/runs/importance', { target: 'metrics.loss/critic.max', ids: [recorded.id] });
  expect(refused).toMatchObject({ code: 'invalid', sentence: expect.stringMatching(/^Of these 1 runs 0 have a finite/) });
  expect((await json('GET', '/api/runs/telling?query=name%20%3D%3D%20%22Recorded%22')).looked).toBe(1);
}
