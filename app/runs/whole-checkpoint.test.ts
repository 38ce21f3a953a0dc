import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { finalTensors } from '../final-tensors.ts';
import '../property-seed.ts';
import { addCheckpoint, createRun, openMemory } from '../store/store.fixtures.ts';
import type { Store } from '../store/store.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { openStudioInTest } from './studio-in-test.ts';
import { wholeCheckpoint } from './whole-checkpoint.ts';

function turnBit(file: string, from = 100): void {
  const bytes = readFileSync(file);
  bytes[bytes.length - 1 - (from % 8)] ^= 1 << (from % 7);
  writeFileSync(file, bytes);
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (error instanceof StudioError ? { code: error.code, offer: error.offer, sentence: error.message } : Promise.reject(error)),
  );

it('is the one that was recorded, else a refusal that names the newest earlier whole one', async () => {
  const states = fc.array(fc.constantFrom('there', 'damaged', 'missing'), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(states, fc.nat(), async (all, bit) => {
      const store = openMemory();
      const run = store.runs.get(createRun(store))!;
      all.forEach((state, step) => {
        const file = addCheckpoint(store, run.id, step);
        if (state === 'damaged') turnBit(file, bit);
        if (state === 'missing') rmSync(file);
      });
      for (const [step, state] of all.entries()) {
        const earlier = all.lastIndexOf('there', step - 1);
        const whole = step > 0 && earlier >= 0 ? expect.objectContaining({ run: run.id, step: earlier }) : undefined;
        const code = state === 'damaged' ? 'damaged' : 'not-found';
        const asked = await refusal(wholeCheckpoint(store, run, step));
        if (state === 'there') expect(asked).toBeNull();
        else expect(asked).toMatchObject({ code, sentence: expect.stringContaining(`at step ${step} of run #1`) });
        if (state !== 'there') expect(asked?.offer).toEqual(whole);
      }
      expect(store.checkpoints.list(run.id).filter(({ state }, step) => state !== all[step])).toEqual([]);
      store.close();
    }),
    { numRuns: 30 },
  );
});

it('without a recorded hash is taken as it is, and held to that from then on', async () => {
  const store = openMemory();
  const run = store.runs.get(createRun(store))!;
  const file = addCheckpoint(store, run.id, 4);
  store.checkpoints.add(run.id, { step: 4, file, bytes: 1, sha256: '', keep: 9 });
  expect((await wholeCheckpoint(store, run)).step).toBe(4);
  turnBit(file);
  expect(await refusal(wholeCheckpoint(store, run))).toMatchObject({ code: 'damaged' });
  store.close();
});

describe('a run whose last checkpoint has a turned bit', () => {
  it('is neither resumed nor forked nor drawn from; it goes on from the earlier one that is offered, to the same bits', async () => {
    const studio = openStudioInTest({ resolve, today });
    const { runs, store } = studio;
    const { id } = runs.create(tinyConfig({ steps: 100_000 }));
    await studio.until(id, () => store.checkpoints.list(id).length >= 2);
    runs.stop(id);
    await runs.ended(id);
    const last = store.checkpoints.at(id)!;
    turnBit(last.file);

    const refused = await refusal(runs.checkResume(id));
    expect(refused).toMatchObject({ code: 'damaged', sentence: expect.stringContaining('is whole and can be taken instead') });
    expect(await refusal(runs.checkFork(id, { set: { steps: 200_000 } }))).toMatchObject({ code: 'damaged', offer: refused?.offer });
    const { file, sha256 } = last;
    const open = { kind: 'open', generator: 'g', checkpoint: file, sha256, config: tinyConfig() } as const;
    expect(await refusal(runs.ask(open))).toMatchObject({ code: 'damaged' });

    const { step } = refused!.offer!;
    await runs.checkResume(id, step);
    runs.resume(id, step);
    await studio.until(id, () => (store.checkpoints.at(id)?.step ?? 0) > step);
    runs.stop(id);
    await runs.ended(id);
    const later = store.checkpoints.list(id).find((entry) => entry.step > step)!;
    const alone = runs.create(tinyConfig({ steps: later.step }));
    await runs.ended(alone.id);
    expect(tensorsAt(store, id, later.step)).toEqual(finalTensors(store, alone.id).tensors);
    await studio.close();
  });

  it('and no other can be begun again from its start; one that is away, when it is back', async () => {
    const store = openMemory();
    const run = store.runs.get(createRun(store))!;
    store.runs.update(run.id, { status: 'stopped', step: 4 });
    const file = addCheckpoint(store, run.id, 4);
    renameSync(file, `${file}.away`);
    const studio = openStudioInTest({ resolve, today }, store);
    expect(await refusal(studio.runs.checkResume(run.id))).toMatchObject({
      code: 'not-found',
      offer: { run: run.id, step: 0, checkpoint: null },
      sentence: expect.stringMatching(/not in its place.*begun again from step 0/),
    });
    renameSync(`${file}.away`, file);
    expect(await refusal(studio.runs.checkResume(run.id))).toBeNull();
    await studio.close();
  });
});

function tensorsAt(store: Store, run: string, step: number): unknown {
  const checkpoints = { ...store.checkpoints, at: () => store.checkpoints.at(run, step) };
  return finalTensors({ ...store, checkpoints }, run).tensors;
}
