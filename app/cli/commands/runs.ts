import { type GroupList, listGroups, listRuns, type RunDetail, type RunList, type RunRow } from '../../../shared/api/runs.ts';
import { StudioError } from '../../../shared/errors.ts';
import { fieldValue, valueAt } from '../../../shared/query/evaluate.ts';
import { type Field, listOf, typeOf } from '../../../shared/query/fields.ts';
import { readSeriesList, writeSeriesList } from '../../../shared/query/series-list.ts';
import { fieldListOf } from '../../../shared/query/sorting.ts';
import { writeField } from '../../../shared/query/write.ts';
import { differenceWords, groupsTable, runCell, runsTable } from '../../../shared/run-cells.ts';
import { tableText, type TextForm, textForms } from '../../../shared/runs-text.ts';
import type { SeriesSummary } from '../../../shared/run.ts';
import { runPath } from '../asker.ts';
import { misuse, type Command } from '../command.ts';
import { type Door, openDoor } from '../door.ts';
import { type Output, shortNumber, table } from '../output.ts';

export const runs: Command = {
  name: 'runs',
  usage:
    '[QUERY] [--where QUERY] [--sort FIELDS] [--group-by FIELDS] [--columns FIELDS] [--baseline RUN] [--as tsv|markdown|latex] [--limit N]',
  purpose:
    'Lists the runs of the workspace, newest first. QUERY narrows: words, status:finished, recipe:wgan, tag:sample; or an expression such as\n' +
    '  params.lambda > 0.1 and metrics.w1.min < 0.2 and "gp" in tags and status == "finished" and not archived',
  operands: ['[QUERY]'],
  options: {
    where: { type: 'string', help: 'the same; beside QUERY both must hold' },
    sort: { type: 'string', help: 'fields, comma separated: "metrics.w1.min asc, name"; of groups also count, median(metrics.w1), …' },
    'group-by': { type: 'string', help: 'one line for all runs that have the same values in these fields' },
    columns: { type: 'string', help: 'fields to show: params.lambda, metrics.w1.min; of a group what they come to' },
    baseline: { type: 'string', help: 'a run that the columns are held against, in percent' },
    as: {
      type: 'string',
      help: 'the columns as a table for elsewhere: tsv, markdown, latex (booktabs); groups as mean ± standard deviation',
    },
    ascending: { type: 'boolean', help: 'smallest first' },
    archived: { type: 'boolean', help: 'the archived ones too' },
    deleted: { type: 'boolean', help: 'those that were deleted and can be restored' },
    series: { type: 'string', help: 'series to show with each run, comma separated' },
    limit: { type: 'string', help: 'at most so many (200)' },
  },
  async run({ operands, workspace, output, text, flag, whole }) {
    const [query, within] = [operands[0] ?? text('where') ?? '', operands[0] === undefined ? '' : (text('where') ?? '')];
    const columns = fieldListOf(text('columns') ?? '');
    const metrics = columns.flatMap((field) => (field.kind === 'metric' ? field.key : []));
    const shown = readSeriesList(text('series') ?? '');
    const ask = {
      ...{ query, within },
      order: flag('ascending') ? 'ascending' : 'descending',
      deleted: flag('deleted') ? 'yes' : 'no',
      limit: String(whole('limit', 1) ?? 200),
      ...(flag('archived') ? { archived: 'all' } : {}),
      ...(text('sort') === undefined ? {} : { sort: text('sort')! }),
    } as const;
    const group = text('group-by');
    const isRight = group === undefined ? listRuns.safeParse(ask).success : listGroups.safeParse({ ...ask, group }).success;
    if (!isRight) throw misuse(runs, '--limit is at most 1000');
    const form = textForms.find((name) => name === text('as'));
    if (text('as') !== undefined && form === undefined) throw misuse(runs, `--as is one of ${textForms.join(', ')}`);
    const door = await openDoor(workspace, output);
    try {
      if (group !== undefined) await tellGroups(door, output, { ...ask, group, columns: text('columns') ?? '' }, form);
      else {
        const list = await door.json<RunList>(
          'GET',
          `/api/runs?${new URLSearchParams({ ...ask, series: writeSeriesList([...shown, ...metrics]) })}`,
        );
        for (const { message } of list.hints) output.say(message);
        const baseline = text('baseline') === undefined ? null : await baselineOf(door, text('baseline')!, metrics);
        const titled = columns.map((field) => ({ field, title: writeField(field) }));
        const revivedRuns = list.runs.map(revivedRun);
        output.result(
          { ...list },
          form ? tableText(runsTable(revivedRuns, titled, Date.now()), form).trimEnd() : describeRuns(list, shown, columns, baseline),
        );
      }
      return 0;
    } catch (error) {
      throw output.json
        ? error
        : pointed(error, {
            query: within === '' ? query : '',
            sort: text('sort') ?? '',
            group: group ?? '',
            columns: text('columns') ?? '',
          });
    } finally {
      await door.close();
    }
  },
};

function describeRuns(list: RunList, series: string[], columns: Field[], baseline: RunRow | null): string {
  if (list.runs.length === 0) return 'No runs. `ganymede train CONFIG.yaml` makes one; samples are in resources/examples.';
  const isIll = list.runs.some(({ health }) => health.length > 0);
  const rows = list.runs.map((run) => [
    `#${run.number}`,
    run.id,
    run.name,
    run.status,
    run.origin === null ? `${run.step}/${run.config.steps}` : String(run.step),
    run.config.recipe,
    run.config.dataset.name,
    ...(isIll ? [run.health.join(', ')] : []),
    ...series.map((key) => String(run.series[key]?.last ?? '–')),
    ...columns.flatMap((field) => [cellOf(run, field), ...(baseline ? [differenceTo(baseline, run, field)] : [])]),
  ]);
  const head = [
    '#',
    'id',
    'name',
    'status',
    'step',
    'recipe',
    'dataset',
    ...(isIll ? ['health'] : []),
    ...series,
    ...columns.flatMap((field) => [writeField(field), ...(baseline ? [`of #${baseline.number}`] : [])]),
  ];
  return `${table(head, rows)}${list.runs.length} of ${list.total}`;
}

function cellOf(run: RunRow, field: Field): string {
  if (typeOf(field) === 'list') return run[listOf(field)].join(', ');
  if (typeOf(field) === 'boolean') return String(run.archived);
  const written = field.kind === 'value' ? valueAt(field.key, run) : undefined;
  if (typeof written === 'boolean') return String(written);
  const series = Object.fromEntries(Object.entries(run.series).map(([key, summary]) => [key, revived(summary)]));
  const value = fieldValue(field, { run, series, sweep: run.sweep }, Date.now());
  if (typeOf(field) === 'time' && value !== undefined) return new Date(Number(value)).toISOString();
  return typeof value === 'number' ? shortNumber(value) : (value ?? '–');
}

async function baselineOf(door: Door, reference: string, metrics: string[]): Promise<RunRow> {
  const { run } = await door.json<RunDetail>('GET', runPath(reference));
  const ask = { query: `id == "${run.id}"`, archived: 'all', series: writeSeriesList(metrics) };
  const { runs: found } = await door.json<RunList>('GET', `/api/runs?${new URLSearchParams(ask)}`);
  return revivedRun(found[0]);
}

function differenceTo(baseline: RunRow, run: RunRow, field: Field): string {
  const [value, base] = [revivedRun(run), baseline].map((row) => (typeOf(field) === 'time' ? null : runCell(row, field, Date.now())));
  return (run.id === baseline.id ? 'baseline' : differenceWords(value, base)) ?? '–';
}

function revivedRun(run: RunRow): RunRow {
  return { ...run, series: Object.fromEntries(Object.entries(run.series).map(([key, summary]) => [key, revived(summary)])) };
}

/** NaN and infinities come as text. */
function revived(summary: SeriesSummary): SeriesSummary {
  return { ...summary, last: Number(summary.last), min: Number(summary.min), max: Number(summary.max) };
}

async function tellGroups(door: Door, output: Output, ask: Record<string, string>, form: TextForm | undefined): Promise<void> {
  const list = await door.json<GroupList>('GET', `/api/runs/groups?${new URLSearchParams(ask)}`);
  for (const { message } of list.hints) output.say(message);
  const columns = fieldListOf(ask.columns).map(writeField);
  if (form) {
    const by = fieldListOf(ask.group, 'group').map(writeField);
    output.result({ ...list }, tableText(groupsTable(revivedGroups(list), by, columns), form).trimEnd());
    return;
  }
  const head = [
    ...fieldListOf(ask.group, 'group').map(writeField),
    'runs',
    ...columns.flatMap((name) => [name, 'min', 'median', 'max', 'best']),
  ];
  const rows = list.groups.map(({ values, count, columns: figures }) => [
    ...values.map((value) => (value === null ? '–' : Array.isArray(value) ? value.join(', ') : String(value))),
    String(count),
    ...figures.flatMap(({ mean, std, min, median, max, best, same, count: there, nan }) => [
      mean === null
        ? same === undefined
          ? `${there} runs`
          : String(same)
        : `${short(mean)}${std === null ? '' : ` ± ${short(std)}`}${nan > 0 ? ` (${nan} NaN)` : ''}`,
      ...[min, median, max].map(short),
      best === null ? '–' : `#${best.number}`,
    ]),
  ]);
  const end = `${list.groups.length} of ${list.total} groups, ${list.runs} runs`;
  output.result({ ...list }, rows.length === 0 ? 'No runs.' : `${table(head, rows)}${end}`);
}

function revivedGroups(list: GroupList): GroupList {
  const number = (value: number | null) => (value === null ? null : Number(value));
  const columns = (of: GroupList['groups'][number]['columns']) =>
    of.map((figures) => ({ ...figures, mean: number(figures.mean), std: number(figures.std) }));
  return { ...list, groups: list.groups.map((group) => ({ ...group, columns: columns(group.columns) })) };
}

function short(value: number | null): string {
  return shortNumber(value === null ? null : Number(value));
}

/** With the word that is wrong under what was typed. */
function pointed(error: unknown, typed: Record<string, string>): unknown {
  if (!(error instanceof StudioError) || error.code !== 'invalid') return error;
  const [issue] = error.issues;
  const text = typed[issue?.path ?? ''] ?? '';
  if (issue?.at === undefined || text === '' || text.includes('\n')) return error;
  const line = `  ${text}\n  ${' '.repeat(issue.at.from)}${'^'.repeat(Math.max(1, issue.at.to - issue.at.from))}`;
  return new StudioError('invalid', `${error.message}\n${line}`, { cause: error.cause });
}
