import { askExport, type AskExport } from '../../../shared/api/studio.ts';
import type { RunDetail } from '../../../shared/api/runs.ts';
import { runPath } from '../asker.ts';
import { misuse, type Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { writeOut } from '../write-out.ts';

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
    step: { type: 'string', help: 'safetensors, png, gif over motion: the step (the last)' },
    probe: { type: 'string', help: 'png, gif: what was recorded by this probe, such as side-by-side (what the run makes)' },
    over: { type: 'string', help: 'gif: steps, or motion for one step that moves (steps)' },
    layout: { type: 'string', help: 'safetensors: tfjs or pytorch' },
    parts: { type: 'string', help: 'html, pdf: curves, distributions, samples, surface, config, environment (all)' },
    title: { type: 'string', help: 'html, pdf: the title' },
  },
  async run({ operands, workspace, output, text, whole }) {
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
      parts: list('parts'),
      title: text('title'),
    };
    if (!kinds.includes(ask.to as AskExport['to']))
      throw misuse(exportRuns, `--to is ${ask.to ?? 'missing'}; it takes one of ${kinds.join(', ')}`);
    const door = await openDoor(workspace);
    try {
      const runs: string[] = [];
      for (const operand of operands) runs.push((await door.json<RunDetail>('GET', runPath(operand))).run.id);
      const { bytes, headers } = await door.bytes('POST', '/api/exports', { ...ask, runs });
      const out = text('out') ?? /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? `export.${ask.to}`;
      writeOut(out, bytes);
      if (out !== '-') output.result({ path: out, bytes: bytes.length }, `${out} (${bytes.length.toLocaleString('en')} bytes)`);
      return 0;
    } finally {
      await door.close();
    }
  },
};
