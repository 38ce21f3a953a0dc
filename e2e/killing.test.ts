import { expect, it } from 'vitest';
import { interruptAtRandom } from './interrupting.ts';
import { killAtRandom } from './killing.ts';

it('loses nothing acknowledged over six kills, and every run resumes to the same bits', async () => {
  const result = await killAtRandom({ kills: 6, seed: 5, backends: ['wasm'], steps: 300 });
  expect(result.wrongs).toEqual([]);
  expect(result.trainerKills + result.studioKills).toBe(6);
  expect(result.lost).toBe(0);
  expect(result.orphans).toBe(0);
  expect(result.finished).toBeGreaterThan(0);
  expect(result.equal).toBe(result.finished);
});

it.each(['SIGHUP', 'full disk'] as const)('a training through %s loses nothing it has told, and comes to the same bits', async (how) => {
  const { wrongs, lost, interrupted, finished, equal, leftOut } = await interruptAtRandom(how, { times: 1, seed: 3, steps: 120 });
  expect({ wrongs, lost }).toEqual({ wrongs: [], lost: 0 });
  expect(interrupted).toBe(leftOut === null ? 1 : 0);
  expect(equal).toBe(finished);
});
