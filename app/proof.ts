import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type BackendName, backendName } from '../shared/run-config.ts';
import { openBackend } from './engine/backend.ts';
import type { ProofRow } from './engine/proof.ts';
import { proofs } from './engine/proofs/index.ts';
import { nodeBackendHome } from './trainer/node-home.ts';
import { outliveReaders } from './cli/output.ts';
import { proofTable, type TimedRow } from './proof-table.ts';

outliveReaders(process);
const usage = `usage: proof [NAME …] [--json] [--seeds N | --seed N …] [--backend NAME]
       proof --table ROWS.jsonl
Trains, and prints measured against expected. --seeds 3, as without it, stands for --seed 1 --seed 2 --seed 3. --json prints an object a line; --table makes the tables of docs/PROOFS.md from such lines.
Proofs: ${proofs.map(({ name }) => name).join(', ')}.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '3' },
    seed: { type: 'string', multiple: true },
    backend: { type: 'string', default: 'wasm' },
    table: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !proofs.some((proof) => proof.name === name));
const seeds = values.seed?.map(Number) ?? Array.from({ length: Number(values.seeds) || 0 }, (_, before) => before + 1);
const backend = backendName.safeParse(values.backend);
if (unknown.length > 0 || seeds.length === 0 || seeds.some((seed) => !Number.isInteger(seed) || seed < 1) || !backend.success) {
  console.error(usage);
  process.exit(2);
}
if (values.table === undefined) process.exit(await prove(backend.data));
console.log(
  proofTable(rowsIn(values.table), proofs, { date: new Date(), machine: `${cpus()[0]?.model ?? 'CPU'}, ${availableParallelism()} cores` }),
);

async function prove(wanted: BackendName): Promise<number> {
  const { tf, name: backendUsed } = await openBackend(wanted, nodeBackendHome);
  if (!values.json) console.error(`On ${backendUsed}, seeds ${seeds.join(', ')}.`);
  let broken = 0;
  for (const proof of proofs.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    if (!values.json) console.log(`\n${proof.name}: ${proof.about}`);
    for (const seed of seeds) {
      const start = process.cpuUsage();
      const rows: ProofRow[] = [];
      const print = (row: ProofRow) => {
        rows.push(row);
        if (!values.json) console.log(describe(row));
      };
      await proof.run({ tf, seed, print });
      const { user, system } = process.cpuUsage(start);
      const seconds = Math.round((user + system) / 1e6);
      broken += rows.filter(({ holds }) => !holds).length;
      if (values.json) for (const row of rows) console.log(JSON.stringify({ ...row, proof: proof.name, seconds } satisfies TimedRow));
      else console.log(`  ${seconds} s of one core`);
    }
  }
  return broken > 0 ? 1 : 0;
}

function rowsIn(file: string): TimedRow[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as TimedRow);
}

function describe(row: ProofRow): string {
  return `  ${row.holds ? 'holds ' : 'BROKEN'} ${row.recipe.padEnd(8)} seed ${row.seed}  ${row.what}: ${Number(row.measured.toPrecision(4))} (expected ${row.expected})`;
}
