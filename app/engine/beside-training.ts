import type { Metric, MetricContext } from './metric.ts';

/** Metrics whose figures are to stand beside those on training examples measure there too, and describe what they write. */
export function besideTraining(metrics: Metric[]): Metric[] {
  return metrics.map((metric) =>
    metric.besideTraining === undefined ? metric : { ...metric, series: withTwins(metric), measure: both(metric) },
  );
}

function withTwins({ series }: Metric): Metric['series'] {
  const twins = series
    .filter(({ key }) => !key.endsWith('/ideal'))
    .map((entry) => ({
      ...entry,
      key: `${entry.key}/training`,
      label: `${entry.label}, training data`,
      help: `On examples that were trained on. ${entry.help}`,
      better: null,
    }));
  return [...series, ...twins];
}

function both(metric: Metric): Metric['measure'] {
  return async (context: MetricContext) => {
    const found = await metric.measure(context);
    const { training } = context;
    if (training === undefined || training === context.dataset) return found;
    const there = await metric.measure({ ...context, dataset: training, real: (count) => training.draw(context.random, count).values });
    const twins = Object.entries(there).filter(([key]) => !key.endsWith('/ideal'));
    return { ...found, ...Object.fromEntries(twins.map(([key, value]) => [`${key}/training`, value])) };
  };
}
