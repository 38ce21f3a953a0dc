import { listRuns, type RunList } from '../../../shared/api/runs.ts';
import { misuse, type Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { table } from '../output.ts';

export const runs: Command = {
  name: 'runs',
  usage: '[QUERY] [--sort FIELD] [--limit N]',
  purpose: 'Lists the runs of the workspace, newest first. QUERY narrows: words, status:finished, recipe:wgan, tag:sample.',
  operands: ['[QUERY]'],
  options: {
    sort: { type: 'string', help: 'a field, params.<key>, or last:<series>, min:<series>, max:<series>' },
    ascending: { type: 'boolean', help: 'smallest first' },
    archived: { type: 'boolean', help: 'the archived ones too' },
    deleted: { type: 'boolean', help: 'those that were deleted and can be restored' },
    series: { type: 'string', help: 'series to show with each run, comma separated' },
    limit: { type: 'string', help: 'at most so many (200)' },
  },
  async run({ operands, workspace, output, text, flag, whole }) {
    const ask = {
      query: operands[0] ?? '',
      order: flag('ascending') ? 'ascending' : 'descending',
      archived: flag('archived') ? 'all' : 'no',
      deleted: flag('deleted') ? 'yes' : 'no',
      series: text('series') ?? '',
      limit: String(whole('limit', 1) ?? 200),
      ...(text('sort') === undefined ? {} : { sort: text('sort')! }),
    } as const;
    if (!listRuns.safeParse(ask).success) throw misuse(runs, '--limit is at most 1000');
    const door = await openDoor(workspace, output);
    try {
      const list = await door.json<RunList>('GET', `/api/runs?${new URLSearchParams(ask)}`);
      const shown = ask.series.split(',').filter((key) => key !== '');
      const rows = list.runs.map((run) => [
        `#${run.number}`,
        run.id,
        run.name,
        run.status,
        run.origin === null ? `${run.step}/${run.config.steps}` : String(run.step),
        run.config.recipe,
        run.config.dataset.name,
        ...shown.map((key) => String(run.series[key]?.last ?? '–')),
      ]);
      const head = ['#', 'id', 'name', 'status', 'step', 'recipe', 'dataset', ...shown];
      const none = 'No runs. `ganymede train CONFIG.yaml` makes one; samples are in resources/examples.';
      output.result({ ...list }, rows.length === 0 ? none : `${table(head, rows)}${list.runs.length} of ${list.total}`);
      return 0;
    } finally {
      await door.close();
    }
  },
};
