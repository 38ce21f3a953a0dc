import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { askExport, type AskExport } from '../../../shared/api/studio.ts';
import type { RunDetail } from '../../../shared/api/runs.ts';
import { StudioError } from '../../../shared/errors.ts';
import { isOurModel } from '../../exporters/weights/torch/model-py.ts';
import { runPath } from '../asker.ts';
import { misuse, type Command } from '../command.ts';
import { openDoor, type Door } from '../door.ts';
import type { Output } from '../output.ts';
import { exitCodes } from '../exit-codes.ts';
import { heedInterrupt } from '../interrupt.ts';
import { isPlainFile, isStandardOutput, writeOut } from '../write-out.ts';

const kinds = askExport.shape.to.options;

export const exportRuns: Command = {
  name: 'export',
  usage: `RUN … --to ${kinds.join('|')} --out PATH`,
  purpose:
    'Writes what leaves the studio: series as CSV or TensorBoard’s event files, a report as HTML or PDF, a checkpoint as safetensors, samples as PNG, everything as JSON.',
  operands: ['RUN…'],
  options: {
    to: { type: 'string', help: kinds.join(', ') },
    out: { type: 'string', help: 'the file; - is standard output (left out: a name of its own, here)' },
    series: { type: 'string', help: 'csv, tensorboard: these series, comma separated (all)' },
    step: { type: 'string', help: 'safetensors, npz, model, png, gif over motion: the step (the last)' },
    probe: { type: 'string', help: 'png, gif: what was recorded by this probe, such as side-by-side (what the run makes)' },
    over: { type: 'string', help: 'gif: steps, or motion for one step that moves (steps)' },
    layout: { type: 'string', help: 'safetensors, npz: tfjs, or torch, with a model.py beside it that rebuilds the networks (tfjs)' },
    optimizer: { type: 'boolean', help: 'safetensors, npz: with what the optimisers keep' },
    weights: { type: 'string', help: 'model: the name of the weights file beside it (model.safetensors)' },
    parts: { type: 'string', help: 'html, pdf: curves, distributions, samples, surface, config, environment (all)' },
    title: { type: 'string', help: 'html, pdf: the title' },
  },
  async run({ operands, workspace, output, text, whole, flag }) {
    const list = (option: string) =>
      text(option)
        ?.split(',')
        .filter((item) => item !== '');
    const ask = {
      to: text('to'),
      series: list('series'),
      step: whole('step'),
      probe: text('probe'),
      over: text('over'),
      layout: text('layout'),
      optimizer: flag('optimizer') || undefined,
      weights: text('weights'),
      parts: list('parts'),
      title: text('title'),
    };
    if (!kinds.includes(ask.to as AskExport['to']))
      throw misuse(exportRuns, `--to is ${ask.to ?? 'missing'}; it takes one of ${kinds.join(', ')}`);
    const stop = new AbortController();
    const door = await openDoor(workspace, output);
    let release = () => {};
    try {
      const runs: string[] = [];
      for (const operand of operands) runs.push((await door.json<RunDetail>('GET', runPath(operand))).run.id);
      const { body, headers } = await door.raw('POST', '/api/exports', { ...ask, runs });
      const out = text('out') ?? /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? `export.${ask.to}`;
      release = heedInterrupt(() => stop.abort());
      const bytes = await writeOut(out, unbroken(body ?? []), stop);
      const model = await besideIt(door, { ask: { ...ask, runs }, out, output, stop });
      if (!(await isStandardOutput(out))) output.result({ path: out, bytes, model }, `${out} (${bytes.toLocaleString('en')} bytes)`);
      return exitCodes.done;
    } catch (error) {
      if (stop.signal.aborted) return exitCodes.interrupted;
      throw error;
    } finally {
      release();
      await door.close();
    }
  },
};

interface Beside {
  ask: { to?: string; layout?: string; step?: number; runs: string[] };
  out: string;
  output: Output;
  stop: AbortController;
}

/**
 * Weights laid out for torch have what rebuilds their networks beside them, where torch has all of their layers and nobody else's file is
 * in the way.
 * @returns its path; null where none was written, undefined where none belongs there
 */
async function besideIt(door: Door, { ask: { to, layout, step, runs }, out, output, stop }: Beside): Promise<string | null | undefined> {
  const isTorch = layout === 'torch' || layout === 'pytorch';
  if (!isTorch || (to !== 'safetensors' && to !== 'npz') || !(await isPlainFile(out))) return undefined;
  const path = join(dirname(out), 'model.py');
  const missing = (sentence: string) => {
    output.say(sentence);
    return null;
  };
  if (!(await mayBeWritten(path))) {
    return missing(
      `${path} is not Ganymede’s and stays as it is. --to model --weights ${basename(out)} --out NAME.py writes one by another name.`,
    );
  }
  const model = { to: 'model', runs, step, weights: basename(out) };
  const answer = await door.raw('POST', '/api/exports', model).catch((error) => {
    if (error instanceof StudioError && error.code === 'unavailable') return error;
    throw error;
  });
  if (answer instanceof StudioError) return missing(answer.message);
  await writeOut(path, unbroken(answer.body ?? []), stop);
  output.say(`${path} rebuilds its networks in PyTorch and loads them`);
  return path;
}

/** Where nothing is yet, or what Ganymede wrote. */
async function mayBeWritten(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  if (there === null) return true;
  return there.isFile() && isOurModel(await readFile(path, 'utf8'));
}

/** An answer that breaks off is no file, and no fault of the place it was to be written to. */
async function* unbroken(content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* content;
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new StudioError(
      'failed',
      'The export broke off before its end. Was the studio closed, or a run taken back to an earlier step meanwhile? Export it again.',
      { cause },
    );
  }
}
