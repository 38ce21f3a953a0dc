import type { SweepDetail, SweepEntry, SweepPreview } from '../../../shared/api/sweeps.ts';
import { StudioError } from '../../../shared/errors.ts';
import { hasEnded } from '../../../shared/run.ts';
import { contest, type Criterion } from '../../../shared/sweep.ts';
import { changesOf } from '../changes.ts';
import { misuse, type Command } from '../command.ts';
import { type Door, openDoor } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { readGiven, shownFile } from '../given-file.ts';
import { heedInterrupt } from '../interrupt.ts';
import { type Output, shortNumber, table } from '../output.ts';
import { placementOf, placementOptions } from '../placement.ts';

const judged = {
  series: { type: 'string', help: 'the series whose last value is shown, such as w1' },
  below: { type: 'string', help: 'a run has succeeded where that value is below this' },
  above: { type: 'string', help: 'or above this' },
} as const;

export const sweep: Command = {
  name: 'sweep',
  usage: 'PLAN.yaml [--dry] [--series KEY] [--below X] [--on slurm --at-once N]',
  purpose: 'Trains every run of a sweep: a base config, variants laid over it, and knobs that are varied. Ctrl-C stops what has not ended.',
  operands: ['PLAN.yaml'],
  options: {
    dry: { type: 'boolean', help: 'only say how many runs it asks for, and check each config' },
    ...judged,
    ...placementOptions,
    'at-once': { type: 'string', help: 'for Slurm: jobs that train at the same time (all)' },
  },
  async run(call) {
    const { operands, workspace, output, text, flag } = call;
    const on = placementOf(sweep, call, call.whole('at-once', 1));
    const criterion = criterionOf(sweep, text);
    const plan = read(operands[0]);
    const door = await openDoor(workspace, output);
    try {
      if (flag('dry')) {
        const preview = await door.json<SweepPreview>('POST', '/api/sweeps/preview', { plan });
        output.result({ ...preview }, [`${preview.runs} runs, such as:`, ...preview.names].join('\n'));
        return 0;
      }
      const made = await door.json<SweepEntry>('POST', '/api/sweeps', { plan, on });
      output.event({ type: 'sweep', sweep: made });
      output.say(`${made.name} (${made.id}): ${made.runs} runs wait.`);
      if (flag('detach')) return 0;
      return await followSweep(door, made, text('series') ?? '', criterion, output, on?.executor === 'slurm');
    } finally {
      await door.close();
    }
  },
};

export const sweeps: Command = {
  name: 'sweeps',
  usage: '[SWEEP] [--series KEY] [--below X]',
  purpose: 'Lists the sweeps of the workspace, or one of them with the last value of a series for each of its runs.',
  operands: ['[SWEEP]'],
  options: judged,
  async run({ operands, workspace, output, text }) {
    const criterion = criterionOf(sweeps, text);
    const door = await openDoor(workspace, output);
    try {
      if (operands[0] !== undefined) {
        tell(await detailOf(door, operands[0], text('series') ?? ''), criterion, output);
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
    let ended = -1;
    for await (const change of changesOf(door, over.signal)) {
      if (change !== null && !change.kinds.includes('run')) continue;
      const detail = await detailOf(door, id, series);
      const now = detail.runs.filter(({ status }) => hasEnded(status)).length;
      if (now !== ended) output.event({ type: 'progress', ended: now, runs: detail.runs.length });
      if (now !== ended) output.say(`${now} of ${detail.runs.length} runs have ended.`);
      ended = now;
      if (ended < detail.runs.length) continue;
      tell(detail, criterion, output);
      if (isInterrupted) return exitCodes.interrupted;
      return detail.runs.every(({ status }) => status === 'finished') ? 0 : exitCodes.failed;
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

/** A row a place and seed, a column a variant; and where a bar and two variants are given, who kept it where. */
function tell(detail: SweepDetail, criterion: Criterion | null, output: Output): void {
  const variants = Object.keys(detail.plan.variants);
  const keys = Object.keys(detail.plan.vary);
  const rows = new Map<string, string[]>();
  for (const run of detail.runs) {
    const row = rows.get(`${run.at}/${run.seed}`) ?? [
      ...keys.map((key) => String(run.place[key])),
      String(run.seed),
      ...variants.map(() => '–'),
    ];
    const value = run.value === null ? '' : ` ${shortNumber(Number(run.value))}`;
    row[keys.length + 1 + variants.indexOf(run.variant)] = run.status === 'finished' ? value.trim() || run.status : `${run.status}${value}`;
    rows.set(`${run.at}/${run.seed}`, row);
  }
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
  const heads = [...keys.map((key) => key.split('.').at(-1)!), 'seed', ...variants];
  output.result({ ...detail, contest: won }, `${table(heads, [...rows.values()])}${counts}`.trimEnd());
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
