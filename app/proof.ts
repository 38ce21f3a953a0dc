import { parseArgs } from 'node:util';
import { backendName } from '../shared/run-config.ts';
import { openBackend } from './engine/backend.ts';
import type { ProofRow } from './engine/proof.ts';
import { proofs } from './engine/proofs/index.ts';
import { nodeBackendHome } from './trainer/node-home.ts';

/** `npm run -s proof -- [NAME …] [--json] [--seeds N] [--backend NAME]`: trains, and prints measured against expected. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '3' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const unknown = positionals.filter((name) => !proofs.some((proof) => proof.name === name));
const seeds = Number(values.seeds);
const backend = backendName.safeParse(values.backend);
if (unknown.length > 0 || !Number.isInteger(seeds) || seeds < 1 || !backend.success) {
  console.error(`usage: proof [NAME …] [--json] [--seeds N] [--backend NAME]. Proofs: ${proofs.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const { tf, name: backendUsed } = await openBackend(backend.data, nodeBackendHome);
if (!values.json) console.error(`On ${backendUsed}, ${seeds} seeds.`);
let broken = 0;
for (const proof of proofs.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const start = performance.now();
  if (!values.json) console.log(`\n${proof.name}: ${proof.about}`);
  for (let seed = 1; seed <= seeds; seed += 1) {
    await proof.run({ tf, seed, print });
  }
  if (!values.json) console.log(`  ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
process.exit(broken > 0 ? 1 : 0);

function print(row: ProofRow): void {
  if (!row.holds) broken += 1;
  console.log(values.json ? JSON.stringify(row) : describe(row));
}

function describe(row: ProofRow): string {
  return `  ${row.holds ? 'holds ' : 'BROKEN'} ${row.recipe.padEnd(8)} seed ${row.seed}  ${row.what}: ${Number(row.measured.toPrecision(4))} (expected ${row.expected})`;
}
