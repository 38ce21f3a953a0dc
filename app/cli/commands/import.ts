import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ImportCounts, ImportPreview, ImportState, LeftOutEntry } from '../../../shared/api/imports.ts';
import { StudioError } from '../../../shared/errors.ts';
import { plainPath } from '../../plain-path.ts';
import type { Command } from '../command.ts';
import { type Door, openDoor } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { heedInterrupt } from '../interrupt.ts';
import { type Output, table } from '../output.ts';

const askEvery = 200;
const [mostRuns, mostLosses] = [20, 30];

export const importRuns: Command = {
  name: 'import',
  usage: 'PATH … [--watch]',
  purpose:
    'Takes in runs that other tools logged, such as a TensorBoard log directory or a parent of hundreds. Says first what was found and what is left out and why; adding again adds what has come since.',
  operands: ['PATH…'],
  options: {
    watch: { type: 'boolean', help: 'goes on taking in what is written there, until Ctrl-C' },
    preview: { type: 'boolean', help: 'only says what would come in' },
    from: { type: 'string', help: 'the tool, such as tensorboard (told by what lies there)' },
    step: { type: 'string', help: 'of a table: the column of steps; "" counts its rows' },
    time: { type: 'string', help: 'of a table: the column of wall times; "" where none is' },
    run: { type: 'string', help: 'of a table: the column that names the run, one run a value of it; "" where all is one run' },
    series: { type: 'string', help: 'of a table with a figure a row: the column that names its series' },
    value: { type: 'string', help: 'of such a table: the column of figures' },
  },
  async run({ operands, workspace, output, flag, text }) {
    const from = text('from');
    const columns = Object.fromEntries(
      (['step', 'time', 'run', 'series', 'value'] as const).flatMap((what) => {
        const column = text(what);
        return column === undefined ? [] : [[what, column === '' ? null : column]];
      }),
    );
    const ask = {
      ...{ paths: operands.map((path) => resolve(plainPath(path))), columns },
      ...(from === undefined ? {} : { from }),
    };
    const door = await openDoor(workspace, output);
    try {
      const preview = await door.json<ImportPreview>('POST', '/api/imports/preview', { ...ask, watch: flag('watch') });
      if (flag('preview')) {
        output.result({ preview }, describePreview(preview));
        return exitCodes.done;
      }
      output.event({ type: 'preview', ...preview });
      output.say(describePreview(preview));
      const begun = await door.json<ImportState>('POST', '/api/imports', { ...ask, watch: flag('watch') });
      return tellEnd(await follow(door, begun.id, output), preview.leftOut, output);
    } finally {
      await door.close();
    }
  },
};

/** To its end; the first Ctrl-C cancels, or ends a watch. */
async function follow(door: Door, id: string, output: Output): Promise<ImportState> {
  const path = `/api/imports/${id}`;
  const release = heedInterrupt(() => void door.json('DELETE', path).catch((error: Error) => output.say(error.message)));
  let told = '';
  try {
    for (;;) {
      const state = await door.json<ImportState>('GET', path);
      const line = JSON.stringify([state.state, state.bytes, state.counts]);
      if (line !== told) {
        if (state.state === 'watching' && !told.includes('"watching"')) output.say(`${state.sentence} Watching; Ctrl-C ends it.`);
        output.event({ type: 'progress', ...state });
        output.progress(progressOf(state));
      }
      told = line;
      if (state.endedAt !== null) return state;
      await setTimeout(askEvery);
    }
  } finally {
    release();
  }
}

function tellEnd(state: ImportState, told: LeftOutEntry[], output: Output): number {
  if (state.state === 'failed') throw new StudioError('failed', state.sentence);
  const losses =
    state.state === 'done' ? describeLosses(untold(state.leftOut, told), told.length > 0 ? 'Left out beyond that:' : undefined) : '';
  output.result({ import: state }, [`${state.sentence} ${countsOf(state.counts)}.`, losses].filter((part) => part !== '').join('\n'));
  return state.state === 'cancelled' ? exitCodes.interrupted : exitCodes.done;
}

function progressOf({ state, runs, bytes, counts }: ImportState): string {
  const share = bytes.of === 0 ? '' : ` ${Math.floor((100 * bytes.read) / bytes.of)} %`;
  return `${state}: ${runs.done} of ${runs.found} runs${share}, ${countsOf(counts)}`;
}

function describePreview({ runs, leftOut, bytes, readBytes }: ImportPreview): string {
  const rows = runs
    .slice(0, mostRuns)
    .map(({ name, importer, bytes: size, holds, known }) => [
      name,
      importer,
      megabytes(size),
      holds === null ? '…' : countsOf(holds),
      known === null ? 'new' : 'goes on',
    ]);
  const more = runs.length > mostRuns ? `and ${runs.length - mostRuns} more\n` : '';
  const part =
    megabytes(readBytes) !== megabytes(bytes) ? ` To say this, ${megabytes(readBytes)} were looked at; the rest may hold more.` : '';
  const head = `${runs.length === 1 ? '1 run' : `${runs.length} runs`} found, ${megabytes(bytes)}.${part}`;
  return [head, `${table(['run', 'from', 'size', 'holds', ''], rows)}${more}`, describeTables(runs), describeLosses(leftOut)]
    .filter((text) => text !== '')
    .join('\n');
}

/** What the columns of tables are taken for, each way once. */
function describeTables(runs: ImportPreview['runs']): string {
  const said = runs.flatMap(({ table: one }) => (one === undefined ? [] : [describeColumns(one)]));
  const lines = [...new Set(said)].slice(0, mostRuns);
  return lines.length === 0 ? '' : ['Tables, taken so (--step, --time, --run, --series and --value say otherwise):', ...lines].join('\n');
}

function describeColumns({ looks, columns, of }: NonNullable<ImportPreview['runs'][number]['table']>): string {
  const { step, time, run, series, value } = columns;
  const parts = [
    step === null ? 'rows are counted as steps' : `step ${step}`,
    time === null ? '' : `wall time ${time}`,
    run === null ? '' : `a run a value of ${run}`,
    series === null || value === null ? '' : `series named by ${series}, figures in ${value}`,
  ];
  return `  ${looks}: ${parts.filter((part) => part !== '').join(', ')}; it has ${of.slice(0, mostRuns).join(', ')}${of.length > mostRuns ? ' …' : ''}`;
}

/** What the preview has not said, or not as often. */
function untold(leftOut: LeftOutEntry[], told: LeftOutEntry[]): LeftOutEntry[] {
  const known = new Map(told.map(({ what, why, count }) => [`${what}\0${why}`, count]));
  return leftOut.filter(({ what, why, count }) => count > (known.get(`${what}\0${why}`) ?? 0));
}

function describeLosses(leftOut: LeftOutEntry[], title = 'Left out:'): string {
  if (leftOut.length === 0) return '';
  const lines = leftOut.slice(0, mostLosses).map(({ what, why, count }) => `  ${what}${count > 1 ? ` (${count} times)` : ''}: ${why}`);
  const more = leftOut.length > mostLosses ? [`  and ${leftOut.length - mostLosses} more`] : [];
  return [title, ...lines, ...more].join('\n');
}

function countsOf({ series, points, distributions, samples, artifacts }: ImportCounts): string {
  const parts = [
    `${points.toLocaleString('en')} points in ${series} series`,
    distributions === 0 ? '' : `${distributions} distributions`,
    samples === 0 ? '' : `${samples} samples`,
    artifacts === 0 ? '' : `${artifacts} files`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
