import type { Proof, ProofRow } from './engine/proof.ts';

/** A row with the proof it belongs to. */
export interface TimedRow extends ProofRow {
  proof: string;
  /** Of one core, for the whole proof with that seed: what else the machine did is not in it. Absent where nobody measured it. */
  seconds?: number;
}

/**
 * The tables of docs/PROOFS.md: one a proof, a line for every claim with what each seed measured. A claim holds where the
 * median seed holds: most of them.
 */
export function proofTable(rows: TimedRow[], proofs: Pick<Proof, 'name' | 'about'>[], where: { date: Date; machine: string }): string {
  const claims = claimsOf(rows);
  const held = claims.filter(holds).length;
  const sections = proofs.flatMap(({ name, about }) => {
    const own = claims.filter(({ proof }) => proof === name);
    return own.length === 0 ? [] : [section(name, about, own, rows)];
  });
  const missing = proofs.filter(({ name }) => !rows.some(({ proof }) => proof === name)).map(({ name }) => name);
  return [
    '# Proofs',
    `What \`npm run -s proof\` measured on ${where.date.toISOString().slice(0, 10)}, wasm backend, ${where.machine}. ${held} of ${claims.length} claims hold; a claim holds where most of its seeds do. Failures stand here as they came.`,
    'Made by `npm run -s proof -- --json > rows.jsonl` and `npm run -s proof -- --table rows.jsonl > docs/PROOFS.md`.',
    ...(missing.length > 0 ? [`Not run for this table: ${missing.join(', ')}.`] : []),
    ...sections,
  ].join('\n\n');
}

type Claim = { proof: string; recipe: string; what: string; rows: TimedRow[] };

function claimsOf(rows: TimedRow[]): Claim[] {
  const claims = new Map<string, Claim>();
  for (const row of rows) {
    // Figures of one seed in the words of a claim (an ideal sampler's score) don't make it another claim; a second row of that seed does.
    const words = `${row.proof}/${row.recipe}/${row.what.replaceAll(/[-−]?\d+(\.\d+)?(e[-+]?\d+)?/g, '#')}`;
    const before = [...claims.keys()].filter(
      (known) => known.startsWith(`${words}/`) && claims.get(known)!.rows.some(({ seed }) => seed === row.seed),
    );
    const key = `${words}/${before.length}`;
    const claim = claims.get(key) ?? { proof: row.proof, recipe: row.recipe, what: row.what, rows: [] };
    claim.rows.push(row);
    claims.set(key, claim);
  }
  return [...claims.values()];
}

function section(name: string, about: string, claims: Claim[], rows: TimedRow[]): string {
  const seconds = [...new Map(rows.filter(({ proof }) => proof === name).map((row) => [row.seed, row.seconds])).values()];
  const timed = seconds.filter((time) => time !== undefined);
  const took = timed.length === 0 ? '' : `, ${timed.join(' · ')} s of one core`;
  const lines = claims.map((claim) => {
    const measured = claim.rows.map((row) => Number(row.measured.toPrecision(3))).join(' · ');
    return `| ${claim.recipe} | ${escaped(claim.what)} | ${measured} | ${escaped(claim.rows[0].expected)} | ${holds(claim) ? 'holds' : '**broken**'} |`;
  });
  return [
    `## ${name}`,
    '',
    `${about} ${seconds.length === 1 ? 'One seed' : `${seconds.length} seeds`}${took}.`,
    '',
    '| recipe | what | measured | expected | |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function holds({ rows }: Claim): boolean {
  return rows.filter((row) => row.holds).length * 2 > rows.length;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
