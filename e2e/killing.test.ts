import { expect, it } from 'vitest';
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
