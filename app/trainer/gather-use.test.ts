import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gatherUse } from './gather-use.ts';

/** A step each so many milliseconds; at which times the machine was asked, and what stood with which step. */
async function train(steps: number, milliseconds: number, sample: (at: number) => Promise<Record<string, number>>) {
  let time = 0;
  const asked: number[] = [];
  const ask = () => {
    asked.push(time);
    return sample(time);
  };
  const used = gatherUse({ sample: ask, note: null }, () => time);
  const told: [step: number, value: number][] = [];
  for (let step = 0; step < steps; step += 1, time += milliseconds) {
    for (const one of used(step)) if (one.type === 'points') told.push([one.step, one.values['system/process-memory']]);
    await setImmediate();
  }
  return { asked, told };
}
const at = async (time: number) => ({ 'system/process-memory': time });

it('asks by the clock, soon and then every five seconds, however fast the steps are', async () => {
  const { asked, told } = await train(20_000, 1, at);
  expect(asked).toEqual([0, 1000, 3000, 7000, 12_000, 17_000]);
  expect(told).toEqual(asked.map((time) => [time + 1, time]));
});

it('of slow steps each has one', async () => {
  expect((await train(4, 60_000, at)).told).toEqual([
    [1, 0],
    [2, 60_000],
    [3, 120_000],
  ]);
});

it('does not ask again while an answer is out, and goes on where there is none', async () => {
  const { asked } = await train(30, 1000, () => new Promise(() => {}));
  expect(asked).toEqual([0]);
  const refused = await train(12, 1000, () => Promise.reject(new Error('nothing told')));
  expect(refused).toEqual({ asked: [0, 1000, 3000, 7000], told: [] });
});
