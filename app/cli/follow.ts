import type { LogLine, RunDetail } from '../../shared/api/runs.ts';
import type { WorkspaceInfo } from '../../shared/api/studio.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Finding } from '../../shared/health-rule.ts';
import { isOfMachine } from '../../shared/series-roles.ts';
import { hasEnded, isLive, type Run } from '../../shared/run.ts';
import { changesOf } from './changes.ts';
import type { Door } from './door.ts';
import { exitCodes } from './exit-codes.ts';
import { noticeTeller } from './notices.ts';
import { heedInterrupt } from './interrupt.ts';
import { type Output, shortNumber } from './output.ts';

const shownSeries = 3;
/** As many as are answered at once. */
const mostLines = 10_000;
/** How long a run that was asked to stop may wait for room on a full disk. */
const patience = 3000;
const notWritten = 'The end of the run could not be written; it goes on from its last checkpoint when it is resumed.';
const betweenLooks = { person: 200, program: 1000 };

/**
 * Stays with a run until it ends, and gives the shell its end. The first Ctrl-C asks the run to stop with a checkpoint,
 * the second ends this process at once; a run in a cluster's queue is only left. Of its log only what comes after the line `after` is told.
 */
export async function follow(door: Door, id: string, output: Output, after = 0): Promise<number> {
  const stop = new AbortController();
  const path = `/api/runs/${id}`;
  const pause = output.json ? betweenLooks.program : betweenLooks.person;
  let seenLog = after;
  let saidSentence = '';
  const saidFindings = new Set<string>();
  const newFindings = ({ findings }: RunDetail) => findings.filter(({ rule, subject }) => !saidFindings.has(`${rule} ${subject}`));
  const tellNotices = noticeTeller(door, output, (sentence) => saidSentence.startsWith(sentence));
  let interrupted = false;
  /** It trains elsewhere, and goes on without us. */
  let outlivesUs = false;
  /** Why the end of a run that was asked to stop is not waited for. */
  let givenUp: string | null = null;

  // Between a trainer's last message and the word of its end nothing else may hold this process.
  const alive = setInterval(() => {}, 60_000);
  let leaving: NodeJS.Timeout | undefined;
  const release = heedInterrupt(() => {
    interrupted = true;
    if (outlivesUs) {
      stop.abort();
      return;
    }
    leaving = setInterval(leaveWhereStuck, patience);
    output.say('Stopping with a checkpoint. Ctrl-C again ends at once, from the last checkpoint there is.');
    door.json('POST', `${path}/stop`).catch((error: Error) => output.say(error.message));
  });
  async function leaveWhereStuck(): Promise<void> {
    const detail = await door.json<RunDetail>('GET', path).catch(() => null);
    if (detail === null || detail.obstacle === null) return;
    givenUp = detail.obstacle;
    stop.abort();
  }
  try {
    let looked = 0;
    for await (const change of changesOf(door, stop.signal)) {
      // What happens to many runs at once is told of the workspace.
      const isOurs =
        change === null || change.run === id || (change.run === null && change.kinds.some((kind) => kind === 'run' || kind === 'notices'));
      if (!isOurs) continue;
      const onlyNumbers = change?.kinds.every((kind) => kind !== 'run' && kind !== 'log' && kind !== 'notices') === true;
      if (onlyNumbers && performance.now() - looked < pause) continue;
      looked = performance.now();
      const detail = await door.json<RunDetail>('GET', path);
      outlivesUs = detail.job !== null && !detail.job.isOver;
      seenLog = await tellLog(door, path, seenLog, output);
      for (const finding of newFindings(detail)) {
        saidFindings.add(`${finding.rule} ${finding.subject}`);
        tellFinding(finding, output);
      }
      tellProgress(detail, output);
      const sentence = detail.run.sentence || (detail.obstacle ?? '');
      if (sentence !== '' && sentence !== saidSentence && isLive(detail.run.status)) output.say(sentence);
      saidSentence = sentence;
      if (change?.kinds.includes('notices')) await tellNotices();
      if (!hasEnded(detail.run.status)) continue;
      return tellEnd(detail, interrupted, output);
    }
    if (interrupted && outlivesUs) {
      output.say(
        `The run goes on in its queue. \`ganymede stop ${id}\` ends it with a checkpoint, \`ganymede show ${id}\` says how far it is.`,
      );
      return exitCodes.interrupted;
    }
    if (givenUp !== null) throw new StudioError((await isAway(door)) ? 'workspace-away' : 'disk-full', `${notWritten} ${givenUp}`);
    throw new Error(`The studio ended while run ${id} went on.`);
  } finally {
    stop.abort();
    clearInterval(alive);
    clearInterval(leaving);
    release();
  }
}

/** The last line of a run's log; what is written from now on comes after it. */
export async function endOfLog(door: Door, path: string): Promise<number> {
  let last = 0;
  for await (const { id } of logAfter(door, path, 0)) last = id;
  return last;
}

async function* logAfter(door: Door, path: string, after: number): AsyncGenerator<LogLine> {
  for (let last = after; ; ) {
    const lines = await door.json<LogLine[]>('GET', `${path}/log?after=${last}&limit=${mostLines}`);
    yield* lines;
    if (lines.length < mostLines) return;
    last = lines.at(-1)!.id;
  }
}

/** Whether what could not be written could not because the workspace is gone from its place. */
async function isAway(door: Door): Promise<boolean> {
  const info = await door.json<WorkspaceInfo>('GET', '/api/workspace').catch(() => null);
  return info?.notices.some(({ kind }) => kind === 'workspace-away') ?? false;
}

async function tellLog(door: Door, path: string, after: number, output: Output): Promise<number> {
  let last = after;
  for await (const line of logAfter(door, path, after)) {
    output.event({ ...line, type: 'log' });
    if (line.level !== 'info') output.say(`step ${line.step}: ${line.sentence}`);
    last = line.id;
  }
  return last;
}

function tellFinding({ rule, step, sentence, ...rest }: Finding, output: Output): void {
  output.event({ type: 'finding', rule, step, sentence, ...rest });
  output.say(`step ${step}: ${rule}. ${sentence}`);
}

function tellProgress({ run, series, obstacle }: RunDetail, output: Output): void {
  const last = Object.fromEntries(series.map(({ key, last: value }) => [key, value]));
  const { step, status, stepsPerSecond } = run;
  const sentence = run.sentence || (obstacle ?? '');
  output.event({ type: 'progress', run: run.id, status, step, steps: run.config.steps, stepsPerSecond, last, sentence });
  const done = Math.min(1, step / run.config.steps);
  const bar = '█'.repeat(Math.round(done * 20)).padEnd(20, '░');
  const told = series.filter(({ key }) => !isOfMachine(key));
  const figures = told.slice(0, shownSeries).map(({ key, last: value }) => `${key} ${shortNumber(Number(value))}`);
  const pace = stepsPerSecond === null ? status : `${shortNumber(stepsPerSecond)} steps/s`;
  output.progress(`#${run.number} ${bar} ${step}/${run.config.steps}  ${[pace, ...figures].join('  ')}`);
}

function tellEnd(detail: RunDetail, interrupted: boolean, output: Output): number {
  const { run, series, findings, checkpoints } = detail;
  const figures = series.map(({ key, last }) => `  ${key} ${shortNumber(Number(last))}`).join('\n');
  const text = `#${run.number} ${run.name} ${run.status} at step ${run.step}. ${run.sentence}\n${figures}\n`;
  const ok = run.status === 'finished' || run.status === 'stopped';
  output.result({ ok, run, series, findings, checkpoints }, text);
  return interrupted ? exitCodes.interrupted : exitCodeOfRun(run);
}

function exitCodeOfRun({ status }: Run): number {
  return status === 'finished' || status === 'stopped' ? exitCodes.done : exitCodes.failed;
}
