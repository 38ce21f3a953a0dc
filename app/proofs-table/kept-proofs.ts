import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProofRow } from '../engine/proof.ts';

/** A row as it is kept in docs/proofs, one file a proof. */
export interface KeptRow extends Omit<ProofRow, 'measured'> {
  proof: string;
  /** null where it was no number: a training that ran away. */
  measured: number | null;
  /** Of one core, for the whole proof with that seed: what else the machine did is not in it. */
  seconds: number;
  /** Such as `2026-11-30`. */
  date: string;
  backend: string;
  /** Which rules it was made under: `rulesOf` the proof as it was then. */
  rules: string;
}

export interface ProofFolders {
  /** Where the proofs’ sources lie. */
  sources: string;
  /** Where rows are kept. */
  rows: string;
}

/** Rows of a seed take the place of that seed’s, and of all that were made under other rules. */
export function keepRows({ rows: folder }: Pick<ProofFolders, 'rows'>, name: string, rules: string, made: KeptRow[]): void {
  const seeds = new Set(made.map(({ seed }) => seed));
  const others = readRows(folder, name).filter((row) => row.rules === rules && !seeds.has(row.seed));
  const rows = [...others, ...made].toSorted((a, b) => a.seed - b.seed);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** What the proof’s rules of today have measured; rows of other rules are no answer to its claims. */
export function keptRows(folders: ProofFolders, name: string): KeptRow[] {
  const rules = rulesOf(folders, name);
  return readRows(folders.rows, name).filter((row) => row.rules === rules);
}

/** A mark of all that a proof’s source says but its comments, imports and blanks: with any bound, dataset or setting it changes. */
export function rulesOf({ sources }: Pick<ProofFolders, 'sources'>, name: string): string {
  const said = readFileSync(join(sources, `${name}.ts`), 'utf8')
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^import [\s\S]*?;$/gm, '')
    .replace(/\s+/g, '');
  return createHash('sha256').update(said).digest('hex').slice(0, 12);
}

function readRows(folder: string, name: string): KeptRow[] {
  const file = join(folder, `${name}.jsonl`);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as KeptRow);
}
