import type { ImportanceAnswer, ImportanceLine } from '../../../shared/api/importance.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { table } from '../output.ts';

export const importance: Command = {
  name: 'importance',
  usage: 'FIGURE [--where QUERY] [--columns FIELDS] [--seed N]',
  purpose:
    'Which params mattered for a figure such as metrics.w1.min: permutation importance of random forests, repeated on parts of the runs,\n' +
    '  as shares of the variance beside those of a column of noise.',
  operands: ['FIGURE'],
  options: {
    where: { type: 'string', help: 'of the runs that match' },
    columns: { type: 'string', help: 'what may explain it; all of the config that differs where left out' },
    seed: { type: 'string', help: 'of the forests (1)' },
  },
  async run({ operands, workspace, output, text, whole }) {
    const [target] = operands;
    const door = await openDoor(workspace, output);
    try {
      const ask = { target, query: text('where') ?? '', columns: text('columns') ?? '', seed: whole('seed', 0) ?? 1 };
      const response = await door.raw('POST', '/api/runs/importance', ask);
      const lines = (await response.text()).trim().split('\n');
      const last = JSON.parse(lines.at(-1)!) as ImportanceLine;
      if (!('answer' in last)) throw new StudioError('failed', 'problem' in last ? last.problem : 'The answer broke off.');
      output.result({ ...last.answer }, described(last.answer));
      return 0;
    } finally {
      await door.close();
    }
  },
};

function described({ target, runs, total, fields, noise, explained, scale }: ImportanceAnswer): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const row = (name: string, of: { mean: number; low: number; high: number }) => [
    name,
    percent(of.mean),
    percent(of.low),
    percent(of.high),
  ];
  const rows = [...fields.map((entry) => row(entry.field, entry)), row('(noise)', noise)];
  const what = scale === 'log' ? `the logarithm of ${target}` : target;
  return `${table(['field', 'share of variance', 'lowest', 'highest'], rows)}The forests explain ${percent(explained.mean)} of ${what} out of bag, over ${runs} of ${total} runs.`;
}
