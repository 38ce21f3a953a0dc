import { expect, test } from 'vitest';
import { proofTable } from './proof-table.ts';

const row = { recipe: 'wgan', proof: 'bars', seconds: 4, expected: '≤ 1' };
const proofs = [
  { name: 'bars', about: 'A bar is kept.' },
  { name: 'unrun', about: 'Nothing yet.' },
];
const where = { date: new Date('2026-01-02'), machine: 'a machine' };

test('a claim gathers its seeds, whatever figures stand in its words, and holds where most of them do', () => {
  const rows = [0.5, 2, 0.25].map((measured, at) => ({ ...row, seed: at + 1, what: `W1 (ideal 0.${at})`, measured, holds: measured <= 1 }));
  const table = proofTable(rows, proofs, where);
  expect(table).toContain('| wgan | W1 (ideal 0.0) | 0.5 · 2 · 0.25 | ≤ 1 | holds |');
  expect(table).toContain('1 of 1 claims hold');
  expect(table).toContain('3 seeds, 4 · 4 · 4 s of one core');
  expect(table).toContain('Not run for this table: unrun.');
});

test('a figure below nothing or of a tiny size is still a figure', () => {
  const rows = ['0.2', '-0.64', '1e-7'].map((place, at) => ({
    ...row,
    seed: at + 1,
    what: `form (place ${place})`,
    measured: 0.5,
    holds: true,
  }));
  expect(proofTable(rows, proofs, where)).toContain('1 of 1 claims hold');
});

test('what most seeds break is shown as broken, and half is not most', () => {
  const rows = [1, 2].map((seed) => ({ ...row, seed, what: 'a | b', measured: seed, holds: seed === 1 }));
  expect(proofTable(rows, proofs, where)).toContain('| wgan | a \\| b | 1 · 2 | ≤ 1 | **broken** |');
});

test('two settings of one seed are two claims, also where only a figure tells them apart', () => {
  const rows = [1, 2].flatMap((seed) =>
    [0.1, 0.01].map((clip) => ({ ...row, seed, what: `rise, clip ${clip}`, measured: clip, holds: true })),
  );
  const table = proofTable(rows, proofs, where);
  expect(table).toContain('| wgan | rise, clip 0.1 | 0.1 · 0.1 | ≤ 1 | holds |');
  expect(table).toContain('| wgan | rise, clip 0.01 | 0.01 · 0.01 | ≤ 1 | holds |');
});
