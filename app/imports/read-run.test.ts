import { expect, it } from 'vitest';
import type { FoundRun, Importer, LeftOut, RunPart } from '../importer.ts';
import type { Batch } from './batch.ts';
import { readRun } from './read-run.ts';

const run: FoundRun = { key: '1', name: 'a', source: '/a', files: [] };
const points = (count: number, first = 0): RunPart => {
  const column = () => Float64Array.from({ length: count }, (_, at) => first + at);
  return { type: 'points', key: 'loss', step: column(), time: column(), value: column() };
};

async function read(parts: RunPart[], { isNew = true, position = null as unknown, breaks = true } = {}) {
  const [batches, leftOut] = [[] as Batch[], [] as LeftOut[]];
  const importer: Importer = {
    ...{ name: 'in test', title: 'In test', reads: 'what is given', look: async () => null },
    async *read() {
      yield* parts;
      if (breaks) throw new Error('no more of it can be read');
    },
  };
  await readRun({
    ...{ importer, run, position, isNew, incoming: null },
    desk: { signal: new AbortController().signal } as never,
    send: async (batch) => void batches.push(batch),
    leaveOut: (one) => leftOut.push(one),
  });
  const steps = batches.flatMap((batch) => batch.parts).flatMap((part) => (part.type === 'points' ? [part.step[0]] : []));
  return { steps, leftOut, first: batches[0]?.parts[0]?.type, last: batches.at(-1)?.position };
}
const at = (position: unknown): RunPart => ({ type: 'position', position, bytes: 0 });

it('keeps what lies before the last position of a run whose reading breaks off, and nothing after it', async () => {
  for (const isNew of [true, false]) {
    const { steps, last, leftOut } = await read([points(2), at(1), points(2, 10)], { isNew, position: isNew ? null : 0 });
    expect([steps, last, leftOut]).toEqual([[0], 1, [{ what: '/a', why: 'It could not be read: no more of it can be read.' }]]);
  }
});

it('reads anew what was stored without a position before it broke off', async () => {
  const { steps, last } = await read([points(2), at(1), points(80_000, 10)]);
  expect([steps, last]).toEqual([[0, 10], null]);
  const again = await read([points(2), at(1)], { isNew: false, breaks: false });
  expect([again.first, again.last]).toEqual(['cut', 1]);
  expect((await read([points(2), at(2)], { isNew: false, position: 1, breaks: false })).first).toBe('points');
});
