import { readFileSync } from 'node:fs';
import { StudioError } from '../shared/errors.ts';
import type { Catalogue } from '../shared/catalogue.ts';
import { readSafetensors } from '../shared/safetensors.ts';
import type { Exported, ExportAsk, ExportSource } from './exporter.ts';
import { exporters } from './exporters/index.ts';
import type { Store } from './store/store.ts';

interface Parts {
  store: Store;
  catalogue: Catalogue;
  now(): number;
  printPdf(html: string): Promise<Uint8Array>;
}

/** The asked file, named after its one run or after how many there are. */
export async function exportFile(parts: Parts, ask: ExportAsk): Promise<Exported> {
  const exporter = exporters.find(({ name }) => name === ask.to);
  if (!exporter) throw new StudioError('invalid', `Nothing can be exported as "${ask.to}".`);
  const source = exportSource(parts);
  const runs = ask.runs.map((id) => source.run(id));
  const bytes = await exporter.export(source, ask);
  const what = runs.length === 1 ? `${runs[0].number}-${plain(runs[0].name)}` : `${runs.length}-runs`;
  const of = ask.probe === undefined ? '' : `-${plain(ask.probe)}`;
  return { name: `ganymede-${what}${of}${exporter.ending}`, type: exporter.type, bytes };
}

function exportSource({ store, catalogue, now, printPdf }: Parts): ExportSource {
  return {
    catalogue,
    now: now(),
    run(id) {
      const run = store.runs.get(id);
      if (!run) throw new StudioError('not-found', `There is no run ${id} in this workspace.`);
      return run;
    },
    series: (run) => store.series.list(run),
    points: (run, key) => store.series.points(run, key),
    // Copied: the store lends its columns until the next ask.
    curve: (run, key, pixels, to) => structuredClone(store.series.curves({ series: [{ run, key }], from: 0, to, pixels })),
    distributionKeys: (run) => store.distributions.keys(run),
    distributions: (run, key, count) => store.distributions.read({ run, key, count }),
    samples: (run) => store.samples.list(run),
    sampleTensors: (id) => readSafetensors(store.samples.read(id)).tensors,
    checkpoints: (run) => store.checkpoints.list(run),
    checkpoint(run, step) {
      const entry = store.checkpoints.at(run, step);
      return entry && { step: entry.step, bytes: readCheckpoint(entry.file, entry.step) };
    },
    log: (run) => store.log.list(run, 0, 100_000),
    printPdf,
  };
}

function readCheckpoint(file: string, step: number): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new StudioError('not-found', `The file of the checkpoint at step ${step} can't be read; was it removed from the workspace?`, {
      cause,
    });
  }
}

function plain(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'run'
  );
}
