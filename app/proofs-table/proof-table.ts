import { meanInterval } from './mean-interval.ts';
import type { Proof } from '../engine/proof.ts';
import type { KeptRow } from './kept-proofs.ts';

/** Fewer seeds prove nothing. */
const enough = 5;

/** A claim on every seed that its proof ran with; null on one where the proof broke off before it. */
interface Claim {
  rows: (KeptRow | null)[];
  first: KeptRow;
}

/**
 * docs/PROOFS.md: a section for every proof with rows, a line for every claim. A claim holds where it does on each of at least five
 * seeds, or where it is one about their mean, by the interval of that mean.
 */
export function proofTable(rows: KeptRow[], proofs: Pick<Proof, 'name' | 'about' | 'unseen'>[]): string {
  const made = proofs.map((proof) => ({ ...proof, rows: rows.filter((row) => row.proof === proof.name) }));
  const ran = made.filter((proof) => proof.rows.length > 0);
  const claims = ran.flatMap((proof) => claimsOf(proof.rows));
  const few = ran.filter((proof) => seedsOf(proof.rows).length < enough);
  const missing = made.filter((proof) => proof.rows.length === 0);
  const listed = (list: { name: string }[]) => list.map(({ name }) => name).join(', ');
  return [
    '# Proofs',
    `What \`npm run -s proof\` measured. ${claims.filter(holds).length} of ${claims.length} claims hold; failures stand as they came.`,
    [
      `- A claim holds where it does on every seed, of which there must be ${enough}; or, where it is about their mean, where the 95 % interval of the mean, which is printed, lies beyond the bound. “k of n” counts seeds.`,
      '- Bounds were set with seeds 1 to 3 in sight and without 4 and 5, but where a section names others.',
      '- Seeds stand in order, separated by “·”: what each measured, what its rival did, what was expected of it. One figure stands for all where all are the same.',
      '- A rival is what can be had for nothing, or for as much work, and must be beaten.',
      '- A row made before the rules of its proof changed is not shown.',
    ].join('\n'),
    'Rows are kept in `docs/proofs` by `npm run -s proof -- NAME --keep`; `npm run -s proof -- --table > docs/PROOFS.md` makes this page of them.',
    ...(few.length > 0 ? [`On fewer than ${enough} seeds so far, so that nothing of them holds yet: ${listed(few)}.`] : []),
    ...(missing.length > 0 ? [`**Not run under today’s rules**: ${listed(missing)}.`] : []),
    ...ran.map((proof) => section(proof)),
  ].join('\n\n');
}

function claimsOf(rows: KeptRow[]): Claim[] {
  const seeds = seedsOf(rows).map((seed) => rows.filter((row) => row.seed === seed));
  const longest = seeds.reduce((most, own) => (own.length > most.length ? own : most));
  return longest.map((first, at) => ({ first, rows: seeds.map((own) => own[at] ?? null) }));
}

function section({ name, about, unseen, rows }: Pick<Proof, 'name' | 'about' | 'unseen'> & { rows: KeptRow[] }): string {
  const seeds = seedsOf(rows);
  const seconds = seeds.map((seed) => rows.find((row) => row.seed === seed)!.seconds).join(' · ');
  const made = `${distinct(rows.map(({ date }) => date)).join(' and ')}, ${distinct(rows.map(({ backend }) => backend)).join(' and ')}`;
  const fresh = unseen === undefined ? '' : ` Its bounds were set with seeds 1 to 5 in sight, and without ${unseen.join(', ')}.`;
  const counted = seeds.length === 1 ? `Seed ${seeds[0]}` : `Seeds ${seeds.join(', ')}`;
  const lines = claimsOf(rows).map((claim) => {
    const { first } = claim;
    const words = [first.recipe, inWords(claim), each(claim, measuredBy), rivals(claim), expectations(claim), verdict(claim)];
    return `| ${words.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    `## ${name}`,
    '',
    `${about} ${counted}, ${seconds} s of one core; ${made}.${fresh}`,
    '',
    '| recipe | what | measured | rival | expected | |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** A claim’s words, with every seed’s figures where they differ; another wording (of a proof that broke off) stands beside them. */
function inWords({ rows }: Claim): string {
  const figure = /(?<![\p{L}\d])[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?!\p{L})/gu;
  const all = rows.filter((row) => row !== null).map(({ what }) => ({ words: what.split(figure), figures: what.match(figure) ?? [] }));
  const wordings = Map.groupBy(all, ({ words }) => words.join('#'));
  const merged = [...wordings.values()].map((same) =>
    same[0].words.map((words, at) => words + joined(same.map(({ figures }) => figures[at] ?? ''))).join(''),
  );
  return merged.join(' / ');
}

function rivals(claim: Claim): string {
  const { rival } = claim.first;
  return rival === undefined ? '' : `${rival.name}: ${each(claim, (row) => figure(row.rival?.measured ?? null))}`;
}

function expectations(claim: Claim): string {
  const { mean } = claim.first;
  if (mean !== undefined) return `mean > ${mean.above}`;
  return each(claim, ({ expected }) => expected);
}

function measuredBy(row: KeptRow): string {
  return row.holds || row.mean !== undefined ? figure(row.measured) : `**${figure(row.measured)}**`;
}

function verdict(claim: Claim): string {
  const interval = intervalOf(claim);
  const held = claim.rows.filter((row) => row?.holds).length;
  const counted = interval === null ? `${held} of ${claim.rows.length}` : `${figure(interval.from)} … ${figure(interval.to)}`;
  if (claim.rows.length < enough) return `${counted} so far`;
  return holds(claim) ? `holds, ${counted}` : `**fails, ${counted}**`;
}

function holds(claim: Claim): boolean {
  if (claim.rows.length < enough) return false;
  const { mean } = claim.first;
  if (mean === undefined) return claim.rows.every((row) => row?.holds === true);
  const interval = intervalOf(claim);
  return interval !== null && interval.from > mean.above;
}

/** Of the mean over seeds; null for a claim about each seed, or where one of them has no figure. */
function intervalOf({ first, rows }: Claim): { from: number; to: number } | null {
  const figures = rows.map((row) => row?.measured ?? null);
  return first.mean === undefined || figures.includes(null) ? null : meanInterval(figures as number[]);
}

function each({ rows }: Claim, of: (row: KeptRow) => string): string {
  return joined(rows.map((row) => (row === null ? '—' : of(row))));
}

function joined(texts: string[]): string {
  const different = distinct(texts);
  return different.length === 1 ? different[0] : texts.join(' · ');
}

function figure(value: number | null): string {
  return value === null ? 'not finite' : String(Number(value.toPrecision(3)));
}

function seedsOf(rows: KeptRow[]): number[] {
  return distinct(rows.map(({ seed }) => seed)).toSorted((a, b) => a - b);
}

function distinct<T>(values: T[]): T[] {
  return [...new Set(values)];
}
