import type { SweepDetail } from '../../shared/api/sweeps.ts';
import { hasEnded } from '../../shared/run.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { type Mark, type Standing, ranked, savedShare } from '../../shared/schedule-standing.ts';
import { contest, type Criterion } from '../../shared/sweep.ts';
import { type Output, shortNumber, table } from './output.ts';

/** What has come of a sweep; where a bar and two variants are given, who kept it where. */
export function tellSweep(detail: SweepDetail, criterion: Criterion | null, output: Output): void {
  const variants = Object.keys(detail.plan.variants);
  const [first, second] = variants;
  const tried = detail.runs.map((run) => ({
    ...run,
    value: run.value === null ? null : Number(run.value),
    hasEnded: hasEnded(run.status),
  }));
  const won = criterion === null || second === undefined ? null : contest(tried, [first, second], criterion);
  const counts =
    won === null
      ? ''
      : `\nonly ${first} ${won.onlyFirst}, only ${second} ${won.onlySecond}, both ${won.both}, neither ${won.neither}${won.open > 0 ? `, open ${won.open}` : ''}`;
  const { standing } = detail;
  const rows = standing === null ? variantTable(detail, variants) : rungTable(detail, standing, variants);
  output.result({ ...detail, contest: won }, `${rows}${counts}`.trimEnd());
}

/** A row a place and seed, a column a variant. */
function variantTable({ plan, runs }: SweepDetail, variants: string[]): string {
  const keys = Object.keys(plan.vary);
  const rows = new Map<string, string[]>();
  for (const run of runs) {
    const row = rows.get(`${run.at}/${run.seed}`) ?? [
      ...keys.map((key) => String(run.place[key])),
      String(run.seed),
      ...variants.map(() => '–'),
    ];
    const value = run.value === null ? '' : ` ${shortNumber(Number(run.value))}`;
    row[keys.length + 1 + variants.indexOf(run.variant)] = run.status === 'finished' ? value.trim() || run.status : `${run.status}${value}`;
    rows.set(`${run.at}/${run.seed}`, row);
  }
  return table([...keys.map((key) => key.split('.').at(-1)!), 'seed', ...variants], [...rows.values()]);
}

/** A row a run, the furthest and best first, a column a rest. */
function rungTable({ plan, runs }: SweepDetail, standing: Standing, variants: string[]): string {
  const keys = Object.keys(plan.vary);
  const better = plan.schedule.kind === 'none' ? undefined : plan.schedule.better;
  const rows = ranked(standing, better).flatMap(({ run: id, marks }) => {
    const run = runs.find((row) => row.run === id);
    if (run === undefined) return [];
    const cells = standing.rests.map((rest) => {
      const mark = marks.find((one) => one.rest === rest);
      return mark === undefined ? '' : markText(mark);
    });
    return [
      [
        `#${run.number}`,
        ...keys.map((key) => String(run.place[key])),
        String(run.seed),
        ...named(variants, run.variant),
        ...cells,
        run.status,
      ],
    ];
  });
  const heads = ['run', ...keys.map((key) => key.split('.').at(-1)!), 'seed', ...named(variants, 'variant')];
  const share = savedShare(standing);
  const saved = share > 0 ? `, ${Math.round(100 * share)} % saved` : '';
  return `${table([...heads, ...standing.rests.map((rest) => `step ${rest}`), 'status'], rows)}${standing.trained} of ${standing.whole} steps trained${saved}.`;
}

function named(variants: string[], name: string): string[] {
  return variants.length > 1 ? [name] : [];
}

function markText({ value, as }: Mark): string {
  const text = shortNumber(Number(value));
  switch (as) {
    case 'on':
      return `${text} →`;
    case 'next':
      return `${text} next`;
    case 'rests':
    case 'end':
      return text;
    case 'replaced':
      return `${text} replaced`;
    case 'lost':
      return Number.isFinite(Number(value)) ? `${text} lost` : 'lost';
    default:
      return assertNever(as);
  }
}
