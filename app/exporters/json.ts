import { numberReplacer } from '../../shared/number-json.ts';
import type { Distribution } from '../../shared/measurement.ts';
import type { Exporter, ExportSource } from '../exporter.ts';

const allSteps = 100_000;

/** Whole runs but for the contents of samples and checkpoints, which are named by step and sha256. */
export const json: Exporter = {
  name: 'json',
  title: 'JSON',
  purpose: 'Whole runs: config, environment, every point and distribution, the log; samples and checkpoints by name.',
  type: 'application/json',
  ending: '.json',
  async export(source, { runs, series }) {
    const content = {
      format: 'ganymede-runs-1',
      exportedAt: new Date(source.now).toISOString(),
      version: source.catalogue.version,
      runs: runs.map((id) => wholeRun(source, id, series)),
    };
    return new TextEncoder().encode(`${JSON.stringify(content, numberReplacer)}\n`);
  },
};

function wholeRun(source: ExportSource, id: string, chosen: string[] | undefined): object {
  const keys = source.series(id).filter(({ key }) => chosen === undefined || chosen.includes(key));
  return {
    run: source.run(id),
    series: keys.map((summary) => {
      const points = [...source.points(id, summary.key)];
      return {
        ...summary,
        steps: points.map(({ step }) => step),
        times: points.map(({ time }) => time),
        values: points.map(({ value }) => value),
      };
    }),
    distributions: source.distributionKeys(id).map(({ key }) => ({
      key,
      steps: source.distributions(id, key, allSteps).map(({ step, distribution }) => ({ step, ...plain(distribution) })),
    })),
    samples: source.samples(id),
    checkpoints: source.checkpoints(id),
    log: source.log(id),
  };
}

function plain({ counts, quantiles, ...figures }: Distribution): object {
  return { ...figures, counts: Array.from(counts), quantiles: Array.from(quantiles) };
}
