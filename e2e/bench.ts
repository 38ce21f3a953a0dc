import { benches } from './benches/index.ts';

/** One thing measured, beside a competitor in the same run wherever there is one. */
export interface Bench {
  /** As named on the command line, such as `curve.100x1M`. */
  name: string;
  about: string;
  run(print: (row: BenchRow) => void): Promise<void>;
}

export interface BenchRow {
  name: string;
  value: number;
  unit: string;
  /** What it was measured against, and value ÷ the other's value. */
  against?: string;
  ratio?: number;
  note?: string;
}

if (import.meta.main) await main(process.argv.slice(2));

/** `npm run -s bench -- [NAME …] [--json] [--with-torch]`: a name also selects every bench that begins with it. */
async function main(args: string[]): Promise<void> {
  const asJson = args.includes('--json');
  const names = args.filter((argument) => !argument.startsWith('--'));
  const unknown = names.filter((name) => !benches.some((bench) => bench.name.startsWith(name)));
  if (unknown.length > 0) {
    console.error(`There is no bench named ${unknown.join(', ')}. There are: ${benches.map((bench) => bench.name).join(', ')}.`);
    process.exit(2);
  }
  const chosen = benches.filter((bench) => names.length === 0 || names.some((name) => bench.name.startsWith(name)));
  let failed = 0;
  for (const bench of chosen) {
    if (!asJson) console.error(`${bench.name}: ${bench.about}`);
    try {
      await bench.run((row) => console.log(asJson ? JSON.stringify(row) : describe(row)));
    } catch (error) {
      failed += 1;
      console.error(`${bench.name} broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  process.exit(failed > 0 ? 1 : 0);
}

function describe(row: BenchRow): string {
  const value = Number.isInteger(row.value) ? String(row.value) : row.value.toPrecision(4);
  const against = row.against === undefined ? '' : `   ${row.ratio?.toPrecision(3) ?? '?'} × ${row.against}`;
  return `  ${row.name.padEnd(28)} ${value.padStart(12)} ${row.unit}${against}${row.note ? `   (${row.note})` : ''}`;
}
