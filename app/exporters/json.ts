import { numberReplacer } from '../../shared/number-json.ts';
import type { Distribution } from '../../shared/measurement.ts';
import { knownConfig } from '../../shared/origin.ts';
import type { Run, SeriesSummary } from '../../shared/run.ts';
import type { Exporter, ExportSource, PointColumns } from '../exporter.ts';

const allSteps = 100_000;

/** Whole runs but for the contents of samples and checkpoints, which are named by step and sha256. */
export const json: Exporter = {
  name: 'json',
  title: 'JSON',
  purpose: 'Whole runs: config, environment, every point and distribution, health findings, the log; samples and checkpoints by name.',
  type: 'application/json',
  ending: '.json',
  *export(source, { runs, series }) {
    yield `{"format":"ganymede-runs-1","exportedAt":${text(new Date(source.now).toISOString())},"version":${text(source.catalogue.version)},"runs":`;
    yield* list(runs, (id) => wholeRun(source, id, series));
    yield '}\n';
  },
};

function* wholeRun(source: ExportSource, id: string, chosen: string[] | undefined): Generator<string> {
  const keys = source.series(id).filter(({ key }) => chosen === undefined || chosen.includes(key));
  yield `{"run":${text(known(source.run(id)))},"series":`;
  yield* list(keys, (summary) => wholeSeries(summary, [...source.columns(id, summary)]));
  yield ',"distributions":';
  yield* list(source.distributionKeys(id), ({ key }) => wholeDistributions(source, id, key));
  yield ',"samples":';
  yield* list(source.samples(id), one);
  yield ',"checkpoints":';
  yield* list(source.checkpoints(id), one);
  yield ',"findings":';
  yield* list(source.findings(id), one);
  yield ',"log":';
  yield* list(source.log(id), one);
  yield '}';
}

/** Of an imported run only what is known of its config. */
function known(run: Run): object {
  return run.origin === null ? run : { ...run, config: knownConfig(run) };
}

function* wholeSeries(summary: SeriesSummary, columns: readonly PointColumns[]): Generator<string> {
  yield text(summary).slice(0, -1);
  yield ',"steps":';
  yield* numbers(columns.map(({ step }) => step));
  yield ',"times":';
  yield* numbers(columns.map(({ time }) => time));
  yield ',"values":';
  yield* numbers(columns.map(({ value }) => value));
  yield '}';
}

function* wholeDistributions(source: ExportSource, id: string, key: string): Generator<string> {
  yield `{"key":${text(key)},"steps":`;
  yield* list(source.distributions(id, key, allSteps), ({ step, distribution }) => one({ step, ...plain(distribution) }));
  yield '}';
}

function* list<Item>(items: readonly Item[], write: (item: Item) => Iterable<string>): Generator<string> {
  let before = '[';
  for (const item of items) {
    yield before;
    yield* write(item);
    before = ',';
  }
  yield items.length === 0 ? '[]' : ']';
}

function* numbers(stretches: readonly Float64Array[]): Generator<string> {
  yield* list(stretches, (stretch) => [Array.from(stretch, (value) => (Number.isFinite(value) ? value : `"${value}"`)).join(',')]);
}

function one(value: object): [string] {
  return [text(value)];
}

function text(value: unknown): string {
  return JSON.stringify(value, numberReplacer);
}

function plain({ counts, edges, quantiles, ...figures }: Distribution): object {
  return { ...figures, ...(edges ? { edges: Array.from(edges) } : {}), counts: Array.from(counts), quantiles: Array.from(quantiles) };
}
