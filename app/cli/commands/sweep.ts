import type { SweepDetail, SweepEntry, SweepPreview, SweepRunRow } from '../../../shared/api/sweeps.ts';
import { StudioError } from '../../../shared/errors.ts';
import { isLive } from '../../../shared/run.ts';
import { goalOf } from '../../../shared/schedule.ts';
import type { Criterion } from '../../../shared/sweep.ts';
import { changesOf } from '../changes.ts';
import { misuse, type Command } from '../command.ts';
import { type Door, openDoor } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { readGiven, shownFile } from '../given-file.ts';
import { heedInterrupt } from '../interrupt.ts';
import { type Output, table } from '../output.ts';
import { detachOption, placementOf, placementOptions } from '../placement.ts';
import { readSchedule } from '../read-schedule.ts';
import { tellSweep } from '../sweep-table.ts';

const judged = {
  series: { type: 'string', help: 'the series whose last value is shown, such as w1' },
  below: { type: 'string', help: 'a run has succeeded where that value is below this' },
  above: { type: 'string', help: 'or above this' },
} as const;

export const sweep: Command = {
  name: 'sweep',
  usage:
    'PLAN.yaml [--dry] [--asha metric=w1 min=100 max=2700 eta=3 | --pbt metric=w1 interval=100] [--series KEY] [--below X] [--on slurm --at-once N]',
  purpose: 'Trains every run of a sweep: a base config, variants laid over it, and knobs that are varied. Ctrl-C stops what has not ended.',
  operands: ['PLAN.yaml', '[key=value]…'],
  options: {
    dry: { type: 'boolean', help: 'only say how many runs it asks for, and check each config' },
    asha: { type: 'string', help: 'successive halving by a metric; then key=value: min, max, eta, better, stopRate' },
    pbt: { type: 'string', help: 'population-based training by a metric; then key=value: interval, max, quantile, resample, better' },
    ...judged,
    ...placementOptions,
    ...detachOption,
    'at-once': { type: 'string', help: 'for Slurm: jobs that train at the same time (all)' },
  },
  async run(call) {
    const { operands, workspace, output, text, flag } = call;
    const on = placementOf(sweep, call, call.whole('at-once', 1));
    const criterion = criterionOf(sweep, text);
    const schedule = readSchedule(sweep, ['asha', 'pbt'], text, operands.slice(1));
    const plan = read(operands[0]);
    const series = text('series') ?? (schedule?.metric === undefined ? '' : goalOf({ metric: String(schedule.metric) }).series);
    const door = await openDoor(workspace, output);
    try {
      if (flag('dry')) {
        const preview = await door.json<SweepPreview>('POST', '/api/sweeps/preview', { plan, schedule });
        const rests = preview.rests.length === 0 ? [] : [`They rest at step ${preview.rests.join(', ')}.`];
        output.result({ ...preview }, [`${preview.runs} runs, such as:`, ...preview.names, ...rests].join('\n'));
        return 0;
      }
      const made = await door.json<SweepEntry>('POST', '/api/sweeps', { plan, schedule, on });
      output.event({ type: 'sweep', sweep: made });
      output.say(`${made.name} (${made.id}): ${made.runs} runs wait.`);
      if (flag('detach')) return 0;
      return await followSweep(door, made, series, criterion, output, on?.executor === 'slurm');
    } finally {
      await door.close();
    }
  },
};

export const sweeps: Command = {
  name: 'sweeps',
  usage: '[SWEEP] [--resume] [--series KEY] [--below X]',
  purpose: 'Lists the sweeps of the workspace, or one of them with the last value of a series for each of its runs.',
  operands: ['[SWEEP]'],
  options: { resume: { type: 'boolean', help: 'has a schedule go on that was stopped, or whose studio died' }, ...judged },
  async run({ operands, workspace, output, text, flag }) {
    const criterion = criterionOf(sweeps, text);
    const door = await openDoor(workspace, output);
    try {
      if (flag('resume')) {
        if (operands[0] === undefined) throw misuse(sweeps, 'SWEEP is missing');
        const resumed = await door.json<SweepEntry>('POST', `/api/sweeps/${encodeURIComponent(operands[0])}/resume`);
        return await followSweep(door, resumed, text('series') ?? '', criterion, output, false);
      }
      if (operands[0] !== undefined) {
        tellSweep(await detailOf(door, operands[0], text('series') ?? ''), criterion, output);
        return 0;
      }
      const list = await door.json<SweepEntry[]>('GET', '/api/sweeps');
      const rows = list.map(({ id, name, runs, ended }) => [id, name, `${ended}/${runs}`]);
      output.result(
        { sweeps: list },
        rows.length === 0 ? 'No sweeps. `ganymede sweep PLAN.yaml` makes one.' : table(['id', 'name', 'ended'], rows),
      );
      return 0;
    } finally {
      await door.close();
    }
  },
};

async function followSweep(
  door: Door,
  { id }: SweepEntry,
  series: string,
  criterion: Criterion | null,
  output: Output,
  outlivesUs: boolean,
): Promise<number> {
  const over = new AbortController();
  let isInterrupted = false;
  // Between a trainer's last message and the word of its end nothing else may hold this process.
  const alive = setInterval(() => {}, 60_000);
  const release = heedInterrupt(() => {
    isInterrupted = true;
    if (outlivesUs) {
      output.say(`Its runs go on in their queue. \`ganymede sweeps ${id}\` says how far they are.`);
      over.abort();
      return;
    }
    output.say('Stopping the runs that have not ended, each with a checkpoint. Ctrl-C again ends at once.');
    door.json('POST', `/api/sweeps/${id}/stop`).catch((error: Error) => output.say(error.message));
  });
  try {
    let told = '';
    for await (const change of changesOf(door, over.signal)) {
      if (change !== null && !change.kinds.includes('run')) continue;
      const detail = await detailOf(door, id, series);
      const { ended, runs, isOver, isHeld } = detail.sweep;
      const progress = progressOf(detail);
      if (progress !== told) output.event({ type: 'progress', ended, runs, trained: detail.standing?.trained });
      if (progress !== told) output.say(progress);
      told = progress;
      if (!isOver && !(isHeld && ended === runs)) continue;
      tellSweep(detail, criterion, output);
      if (isInterrupted) return exitCodes.interrupted;
      const isWell = ({ status }: SweepRunRow) => status === 'finished' || (detail.standing !== null && status === 'stopped');
      return detail.runs.every(isWell) ? 0 : exitCodes.failed;
    }
    if (isInterrupted && outlivesUs) return exitCodes.interrupted;
    throw new Error(`The studio ended while the sweep ${id} went on.`);
  } finally {
    over.abort();
    clearInterval(alive);
    release();
  }
}

function detailOf(door: Door, id: string, series: string): Promise<SweepDetail> {
  return door.json<SweepDetail>('GET', `/api/sweeps/${encodeURIComponent(id)}?${new URLSearchParams({ series })}`);
}

function progressOf({ sweep: { ended, runs }, standing, runs: rows }: SweepDetail): string {
  if (standing === null) return `${ended} of ${runs} runs have ended.`;
  const going = rows.filter(({ status }) => isLive(status)).length;
  const ends = standing.runs.filter(({ marks }) => marks.at(-1)?.as === 'end').length;
  return `${standing.rests.map((rest) => `${standing.runs.filter(({ marks }) => marks.some((mark) => mark.rest === rest)).length} came to step ${rest}`).join(', ')}; ${going} train, ${ends} at the end.`;
}

function criterionOf(command: Command, text: (option: string) => string | undefined): Criterion | null {
  const [below, above, series] = [text('below'), text('above'), text('series')];
  if (below === undefined && above === undefined) return null;
  const value = Number(below ?? above);
  if (series === undefined || Number.isNaN(value) || (below !== undefined && above !== undefined)) {
    throw misuse(command, '--below or --above takes a number, one of them, and needs --series');
  }
  return { series, is: below === undefined ? 'above' : 'below', value };
}

/** @throws StudioError not-found */
function read(file: string): string {
  try {
    return readGiven(file);
  } catch (cause) {
    throw new StudioError('not-found', `The plan ${shownFile(file)} can't be read.`, { cause });
  }
}
