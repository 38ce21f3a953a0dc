import { parseArgs } from 'node:util';
import { StudioError } from '../shared/errors.ts';
import { type BackendName, backendName } from '../shared/run-config.ts';
import { openBackend } from './engine/backend.ts';
import type { Proof, ProofRow } from './engine/proof.ts';
import { proofs } from './engine/proofs/index.ts';
import type { Tf } from './engine/tensor.ts';
import { nodeBackendHome } from './trainer/node-home.ts';
import { outliveReaders } from './cli/output.ts';
import { keepRows, keptRows, type KeptRow, rulesOf } from './proofs-table/kept-proofs.ts';
import { proofTable } from './proofs-table/proof-table.ts';

outliveReaders(process);
const folders = { sources: `${import.meta.dirname}/engine/proofs`, rows: `${import.meta.dirname}/../docs/proofs` };
const usage = `usage: proof [NAME …] [--json] [--keep] [--seeds N | --seed N …] [--backend NAME]
       proof --table
Trains, and prints measured against expected. Without --seeds or --seed, the five that a table needs (--seeds 5 is --seed 1 … --seed 5).
--json prints an object a line; --keep puts the rows of every seed into docs/proofs as it ends; --table makes docs/PROOFS.md of what is kept.
Proofs: ${proofs.map(({ name }) => name).join(', ')}.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    seeds: { type: 'string' },
    seed: { type: 'string', multiple: true },
    backend: { type: 'string', default: 'wasm' },
    table: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !proofs.some((proof) => proof.name === name));
const chosen = values.seed?.map(Number) ?? (values.seeds === undefined ? null : firstSeeds(Number(values.seeds) || 0));
const backend = backendName.safeParse(values.backend);
const isSeed = (seed: number) => Number.isInteger(seed) && seed >= 1;
if (unknown.length > 0 || chosen?.length === 0 || chosen?.every(isSeed) === false || !backend.success) {
  console.error(usage);
  process.exit(2);
}
if (!values.table) process.exit(await prove(backend.data));
const kept = proofs.flatMap(({ name }) => keptRows(folders, name));
console.log(proofTable(kept, proofs));

async function prove(wanted: BackendName): Promise<number> {
  const { tf, name: backendUsed } = await openBackend(wanted, nodeBackendHome);
  let broken = 0;
  const wantedProofs = proofs.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  // Of the sources as they were loaded: one that is edited meanwhile has other rules than those that run.
  const rulesNow = new Map(wantedProofs.map(({ name }) => [name, rulesOf(folders, name)]));
  for (const proof of wantedProofs) {
    const seeds = chosen ?? [...firstSeeds(5), ...(proof.unseen ?? [])];
    if (!values.json) console.log(`\n${proof.name}: ${proof.about} On ${backendUsed}, seeds ${seeds.join(', ')}.`);
    for (const seed of seeds) {
      const start = process.cpuUsage();
      const rules = rulesNow.get(proof.name)!;
      const rows = await rowsOf(proof, tf, seed);
      const { user, system } = process.cpuUsage(start);
      const seconds = Math.round((user + system) / 1e6);
      broken += rows.filter(({ holds }) => !holds).length;
      const date = new Date().toISOString().slice(0, 10);
      const made = rows.map((row): KeptRow => ({ proof: proof.name, ...finite(row), seconds, date, backend: backendUsed, rules }));
      if (values.keep) keepRows(folders, proof.name, rules, made);
      if (values.json) for (const row of made) console.log(JSON.stringify(row));
      else console.log(`  ${seconds} s of one core`);
    }
  }
  return broken > 0 ? 1 : 0;
}

/** A training that runs away ends its proof with a row that fails. */
async function rowsOf(proof: Proof, tf: Tf, seed: number): Promise<ProofRow[]> {
  const rows: ProofRow[] = [];
  const print = (row: ProofRow) => {
    rows.push(row);
    if (!values.json) console.log(describe(row));
  };
  try {
    await proof.run({ tf, seed, print });
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const what = `broke off: ${error.message}`;
    print({ recipe: proof.name, seed, what, measured: Number.NaN, expected: 'comes to its end', holds: false });
  }
  return rows;
}

function finite(row: ProofRow) {
  return { ...row, measured: Number.isFinite(row.measured) ? row.measured : null };
}

function firstSeeds(count: number): number[] {
  return Array.from({ length: count }, (_, before) => before + 1);
}

function describe(row: ProofRow): string {
  const figure = (value: number) => Number(value.toPrecision(4));
  const rival = row.rival === undefined ? '' : `; ${row.rival.name}: ${figure(row.rival.measured)}`;
  return `  ${row.holds ? 'holds ' : 'BROKEN'} ${row.recipe.padEnd(8)} seed ${row.seed}  ${row.what}: ${figure(row.measured)} (expected ${row.expected}${rival})`;
}
