import { basename, dirname, join } from 'node:path';
import { askExport, type AskExport } from '../../../shared/api/studio.ts';
import type { RunDetail } from '../../../shared/api/runs.ts';
import { StudioError } from '../../../shared/errors.ts';
import { runPath } from '../asker.ts';
import { misuse, type Command } from '../command.ts';
import { openDoor, type Door } from '../door.ts';
import type { Output } from '../output.ts';
import { exitCodes } from '../exit-codes.ts';
import { heedInterrupt } from '../interrupt.ts';
import { isStandardOutput, writeOut } from '../write-out.ts';

const kinds = askExport.shape.to.options;

export const exportRuns: Command = {
  name: 'export',
  usage: `RUN … --to ${kinds.join('|')} --out PATH`,
  purpose:
    'Writes what leaves the studio: series as CSV, a report as HTML or PDF, a checkpoint as safetensors, samples as PNG, everything as JSON.',
  operands: ['RUN…'],
  options: {
    to: { type: 'string', help: kinds.join(', ') },
    out: { type: 'string', help: 'the file; - is standard output (left out: a name of its own, here)' },
    series: { type: 'string', help: 'csv: these series, comma separated (all)' },
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
      await besideIt(door, { ...ask, runs }, out, output);
      if (!(await isStandardOutput(out))) output.result({ path: out, bytes }, `${out} (${bytes.toLocaleString('en')} bytes)`);
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

/** Weights laid out for torch have what rebuilds their networks beside them, where torch has all of their layers. */
async function besideIt(door: Door, { layout, to, ...ask }: { layout?: string; to?: string; runs: string[] }, out: string, output: Output) {
  const isTorch = layout === 'torch' || layout === 'pytorch';
  if (!isTorch || (to !== 'safetensors' && to !== 'npz') || (await isStandardOutput(out))) return;
  const path = join(dirname(out), 'model.py');
  try {
    const { body } = await door.raw('POST', '/api/exports', {
      runs: ask.runs,
      step: (ask as { step?: number }).step,
      to: 'model',
      weights: basename(out),
    });
    await writeOut(path, unbroken(body ?? []));
    output.say(`${path} rebuilds its networks in PyTorch and loads them`);
  } catch (error) {
    if (!(error instanceof StudioError && error.code === 'unavailable')) throw error;
    output.say(error.message);
  }
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
