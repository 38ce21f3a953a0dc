import { expect, test } from 'vitest';
import type { KeptRow } from './kept-proofs.ts';
import { proofTable } from './proof-table.ts';

const proofs = [
  { name: 'bars', about: 'A bar is kept.' },
  { name: 'unrun', about: 'Nothing yet.' },
];

function row(seed: number, measured: number | null, more: Partial<KeptRow> = {}): KeptRow {
  const made = { proof: 'bars', seconds: 4, date: '2026-01-02', backend: 'wasm', rules: 'today' };
  const holds = measured !== null && measured <= 1;
  return { recipe: 'wgan', seed, what: 'W1', measured, expected: '≤ 1', holds, ...made, ...more };
}

test('a claim holds where it does on all of five seeds', () => {
  const table = proofTable(
    [0.5, 0.6, 0.25, 0.7, 0.5].map((measured, at) => row(at + 1, measured)),
    proofs,
  );
  expect(table).toContain('| wgan | W1 | 0.5 · 0.6 · 0.25 · 0.7 · 0.5 |  | ≤ 1 | holds, 5 of 5 |');
  expect(table).toContain('1 of 1 claims hold');
  expect(table).toContain('Seeds 1, 2, 3, 4, 5, 4 · 4 · 4 · 4 · 4 s of one core; 2026-01-02, wasm.');
  expect(table).toContain('**Not run under today’s rules**: unrun.');
});

test('one seed that fails is enough for a claim to fail, and is seen', () => {
  const table = proofTable(
    [0.5, 2, 0.25, 0.7, 0.5].map((measured, at) => row(at + 1, measured, { what: 'a | b' })),
    proofs,
  );
  expect(table).toContain('| wgan | a \\| b | 0.5 · **2** · 0.25 · 0.7 · 0.5 |  | ≤ 1 | **fails, 4 of 5** |');
  expect(table).toContain('0 of 1 claims hold');
});

test('four seeds that hold prove nothing yet', () => {
  const table = proofTable(
    [1, 2, 3, 4].map((seed) => row(seed, 0.5)),
    proofs,
  );
  expect(table).toContain('| 0.5 |  | ≤ 1 | 4 of 4 so far |');
  expect(table).toContain('0 of 1 claims hold');
  expect(table).toContain('nothing of them holds yet: bars.');
});

test('every seed’s own expectation, rival and figures in the words are printed', () => {
  const rows = [1, 2, 3, 4, 5].map((seed) =>
    row(seed, 0.1, { what: `W1 (place -0.${seed}), 8 modes`, expected: `≤ 1.${seed}`, rival: { name: 'a clock', measured: seed } }),
  );
  expect(proofTable(rows, proofs)).toContain(
    '| wgan | W1 (place -0.1 · -0.2 · -0.3 · -0.4 · -0.5), 8 modes | 0.1 | a clock: 1 · 2 · 3 · 4 · 5 | ≤ 1.1 · ≤ 1.2 · ≤ 1.3 · ≤ 1.4 · ≤ 1.5 | holds, 5 of 5 |',
  );
});

test('a claim about the mean is judged by the interval of it, whatever single seeds say', () => {
  const of = (measured: number[]) =>
    proofTable(
      measured.map((value, at) => row(at + 1, value, { mean: { above: 0 }, holds: value >= 0 })),
      proofs,
    );
  expect(of([4, 2, -0.5, 3, 4])).toContain('| mean > 0 | holds, 0.177 … 4.82 |');
  expect(of([4, 1, -2, 6, 9])).toContain('| mean > 0 | **fails, -1.71 … 8.91** |');
  expect(of([0, 0, 0, 0, 0])).toContain('**fails, 0 … 0**');
});

test('a seed on which a proof broke off fails what it did not come to', () => {
  const rows = [1, 2, 3, 4, 5].flatMap((seed) =>
    seed === 3
      ? [row(seed, null, { what: 'broke off: The loss is not a number.', holds: false })]
      : [row(seed, 0.5), row(seed, 0.5, { what: 'KL' })],
  );
  const table = proofTable(rows, proofs);
  expect(table).toContain(
    '| wgan | W1 / broke off: The loss is not a number. | 0.5 · 0.5 · **not finite** · 0.5 · 0.5 |  | ≤ 1 | **fails, 4 of 5** |',
  );
  expect(table).toContain('| wgan | KL | 0.5 · 0.5 · — · 0.5 · 0.5 |  | ≤ 1 · ≤ 1 · — · ≤ 1 · ≤ 1 | **fails, 4 of 5** |');
});

test('two settings of one seed are two claims, also where only a figure tells them apart', () => {
  const rows = [1, 2].flatMap((seed) => [0.1, 0.01].map((clip) => row(seed, clip, { what: `rise, clip ${clip}` })));
  const table = proofTable(rows, proofs);
  expect(table).toContain('| wgan | rise, clip 0.1 | 0.1 |');
  expect(table).toContain('| wgan | rise, clip 0.01 | 0.01 |');
});
