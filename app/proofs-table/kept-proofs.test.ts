import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { proofs } from '../engine/proofs/index.ts';
import { keepRows, type KeptRow, keptRows, rulesOf } from './kept-proofs.ts';

let folder: string;
const at = () => ({ sources: join(folder, 'sources'), rows: join(folder, 'rows') });
const source = (text: string) => writeFileSync(join(folder, 'sources', 'bars.ts'), text);
const row = (seed: number, measured: number, rules: string): KeptRow => ({
  ...{ proof: 'bars', recipe: 'wgan', seed, what: 'W1', measured, expected: '≤ 1', holds: measured <= 1 },
  ...{ seconds: 1, date: '2026-01-02', backend: 'wasm', rules },
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-proofs-'));
  mkdirSync(join(folder, 'sources'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('rows accumulate by seed, and a seed that runs again takes the place of its old rows', () => {
  source('const limit = 1;');
  const rules = rulesOf(at(), 'bars');
  expect(keptRows(at(), 'bars')).toEqual([]);
  keepRows(at(), 'bars', rules, [row(2, 0.5, rules)]);
  keepRows(at(), 'bars', rules, [row(1, 0.25, rules)]);
  keepRows(at(), 'bars', rules, [row(2, 3, rules)]);
  expect(keptRows(at(), 'bars').map(({ seed, measured }) => [seed, measured])).toEqual([
    [1, 0.25],
    [2, 3],
  ]);
});

test('rows of other rules are not shown, and go when new ones come', () => {
  source('const limit = 1;');
  const before = rulesOf(at(), 'bars');
  keepRows(at(), 'bars', before, [row(1, 0.5, before)]);
  source('const limit = 2;');
  expect(keptRows(at(), 'bars')).toEqual([]);
  const now = rulesOf(at(), 'bars');
  keepRows(at(), 'bars', now, [row(2, 0.5, now)]);
  source('const limit = 1;');
  expect(keptRows(at(), 'bars')).toEqual([]);
});

test('a comment, an import or a blank is no rule', () => {
  source('const limit = 1;\nrun(limit);');
  const rules = rulesOf(at(), 'bars');
  source("import {\n  x,\n} from './x.ts';\n\n/** What is\n measured. */\nconst limit = 1;\n// Why.\nrun(\n  limit);");
  expect(rulesOf(at(), 'bars')).toBe(rules);
});

test('a proof is called as its file is, so that its rules are found', () => {
  const files = readdirSync(join(import.meta.dirname, '..', 'engine', 'proofs')).filter((name) => name !== 'index.ts');
  expect(proofs.map(({ name }) => `${name}.ts`).toSorted()).toEqual(files.toSorted());
});
