import { stringify } from 'yaml';
import type { LogLine, RunDetail } from '../../../shared/api/runs.ts';
import { jobWords } from '../../../shared/job-words.ts';
import { knownConfig, plannedSteps } from '../../../shared/origin.ts';
import { runPath } from '../asker.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { shortNumber, table } from '../output.ts';

export const show: Command = {
  name: 'show',
  usage: 'RUN',
  purpose: 'Shows one run whole: state, config, environment, series, checkpoints, log. RUN is its number, its id or a beginning of it.',
  operands: ['RUN'],
  options: {},
  async run({ operands, workspace, output }) {
    const door = await openDoor(workspace, output);
    try {
      const path = runPath(operands[0]);
      const detail = await door.json<RunDetail>('GET', path);
      const log = await door.json<LogLine[]>('GET', `${path}/log?limit=10000`);
      output.result({ ...detail, log }, describe(detail, log));
      return 0;
    } finally {
      await door.close();
    }
  },
};

function describe({ run, job, series, findings, checkpoints, forks }: RunDetail, log: LogLine[]): string {
  const rows = series.map(({ key, count, lastStep, last, min, max }) => [
    key,
    String(count),
    String(lastStep),
    ...[last, min, max].map((value) => shortNumber(Number(value))),
  ]);
  const parts = [
    `#${run.number} ${run.name}\n${run.id}\n${run.status} at step ${run.step}${plannedSteps(run) === null ? '' : ` of ${run.config.steps}`}. ${run.sentence}`,
    job === null ? '' : jobWords(job, Date.now()),
    run.origin === null ? '' : `Logged by ${run.origin.title}, read from ${run.origin.source}.`,
    run.parent === null
      ? ''
      : run.origin === null
        ? `Forked from ${run.parent.run} at step ${run.parent.step}.`
        : `Nested in ${run.parent.run}.`,
    findings.length === 0 ? '' : `Health\n${findings.map(({ rule, sentence }) => `${rule}: ${sentence}`).join('\n')}`,
    `Config\n${stringify(knownConfig(run))}`,
    run.environment === null ? '' : `Environment\n${stringify(run.environment)}`,
    rows.length === 0 ? '' : table(['series', 'points', 'step', 'last', 'min', 'max'], rows),
    checkpoints.length === 0
      ? ''
      : `Checkpoints at steps ${checkpoints.map(({ step, state }) => (state === 'there' ? step : `${step} (${state})`)).join(', ')}.`,
    forks.length === 0 ? '' : `Forks: ${forks.map(({ number, step }) => `#${number} at step ${step}`).join(', ')}.`,
    log.map(({ step, level, sentence }) => `step ${step} ${level}: ${sentence}`).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
