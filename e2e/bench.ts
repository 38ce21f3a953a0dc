import { resolve } from 'node:path';
import { benches } from './benches/index.ts';
import { large, makeLargeWorkspace } from './large-workspace.ts';

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

const usage = () => `usage: bench [NAME …] [--json] [--with-torch] [--at DIR]
       bench --make DIR
Measures; a name also selects every bench that begins with it, none selects all.
--json prints an object a line; --with-torch brings in PyTorch where Python has none; --make makes a large workspace, which --at DIR and the studio open.
${benches.map(({ name, about }) => `  ${name.padEnd(20)}  ${about}`).join('\n')}`;

if (import.meta.main) await main(process.argv.slice(2));

async function main(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage());
    return;
  }
  const made = folderAfter(args, '--make');
  if (made !== undefined) {
    makeLargeWorkspace(made, large, (sentence) => console.error(sentence));
    return;
  }
  const asJson = args.includes('--json');
  const names = args.filter((argument, at) => !argument.startsWith('--') && args[at - 1] !== '--at');
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

function folderAfter(args: string[], option: string): string | undefined {
  const at = args.indexOf(option);
  if (at < 0) return undefined;
  if (args[at + 1] !== undefined) return resolve(args[at + 1]);
  console.error(`${option} takes a folder.`);
  return process.exit(2);
}

function describe(row: BenchRow): string {
  const value = Number.isInteger(row.value) ? String(row.value) : row.value.toPrecision(4);
  const against = row.against === undefined ? '' : `   ${row.ratio?.toPrecision(3) ?? '?'} × ${row.against}`;
  return `  ${row.name.padEnd(28)} ${value.padStart(12)} ${row.unit}${against}${row.note ? `   (${row.note})` : ''}`;
}
