import type { Distribution, Measurement } from '../../shared/measurement.ts';
import type { Run } from '../../shared/run.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Store } from '../store/store.ts';

/** The events of a stream, as an EventSource would tell them. */
export async function* readEvents(response: Response): AsyncGenerator<{ event: string; data: unknown }> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const events = text.split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const [, name] = /^event: (.+)$/m.exec(event) ?? [];
      const [, data] = /^data: (.+)$/m.exec(event) ?? [];
      if (name !== undefined) yield { event: name, data: JSON.parse(data) };
    }
  }
}

/** A stopped run that holds a bit of everything, NaN and infinities among it. */
export function recordRun(into: Store, config: RunConfig): Run {
  const run = into.runs.create({ name: 'Recorded', config, parent: null });
  const values = { 0: 1, 5: Number.POSITIVE_INFINITY, 9: 2, 10: Number.NaN };
  const measurements: Measurement[] = [
    ...Object.entries(values).map(
      ([step, value]): Measurement => ({ type: 'points', step: Number(step), values: { 'loss/critic': value } }),
    ),
    { type: 'distribution', step: 0, key: 'weights/critic', distribution: distribution([1, 2], { value: 0.01, share: 0.25 }) },
    { type: 'distribution', step: 10, key: 'weights/critic', distribution: distribution([3, 4, 5], null) },
    {
      type: 'sample',
      step: 10,
      probe: 'samples',
      kind: 'pictures',
      tensors: { pixels: { shape: [3, 2, 2, 1], data: Uint8Array.from({ length: 12 }, (_, at) => at) } },
      meta: {},
    },
    {
      type: 'sample',
      step: 10,
      probe: 'points',
      kind: 'points',
      tensors: { generated: { shape: [2, 2], data: new Float32Array(4) } },
      meta: {},
    },
    { type: 'note', step: 10, level: 'warning', sentence: 'A note.' },
  ];
  into.record(run.id, {
    times: Float64Array.from(measurements, (_, at) => 1000 + at),
    measurements,
    progress: { step: 10, stepsPerSecond: null, trainedFor: 10 },
  });
  return into.runs.update(run.id, { status: 'stopped' });
}

function distribution(counts: number[], bound: Distribution['bound']): Distribution {
  return {
    low: 0,
    high: 1,
    counts: Uint32Array.from(counts),
    size: counts.reduce((sum, count) => sum + count, 0),
    nonFinite: 0,
    min: 0,
    max: 1,
    mean: 0.5,
    deviation: 0.1,
    quantiles: new Float32Array(65).map((_, at) => at / 64),
    bound,
  };
}
