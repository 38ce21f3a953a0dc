import type { Distribution, Measurement } from '../../shared/measurement.ts';
import type { Run } from '../../shared/run.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { writeSafetensors } from '../../shared/safetensors.ts';
import type { Runs } from '../runs/runs.ts';
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

/** What is asked wrongly, in which way, and what the refusal says. */
export const refusals: [what: string, method: string, path: string, body: unknown, status: number, sentence: RegExp][] = [
  ['an unknown route', 'GET', '/api/nothing', undefined, 404, /no GET \/api\/nothing/],
  ['a wrong method', 'PUT', '/api/runs', {}, 404, /no PUT/],
  ['an unknown run', 'GET', '/api/runs/zzz', undefined, 404, /no run "zzz"/],
  ['an unknown command’s run', 'POST', '/api/runs/zzz/stop', undefined, 404, /no run "zzz"/],
  ['a sample that is no number', 'GET', '/api/samples/x', undefined, 404, /whole number/],
  ['an unknown sample', 'GET', '/api/samples/99999', undefined, 404, /no sample 99999/],
  ['an unknown checkpoint', 'POST', '/api/checkpoints/99999/open', undefined, 404, /no checkpoint 99999/],
  ['no JSON', 'POST', '/api/runs', new Uint8Array([123]), 422, /no JSON/],
  ['no body', 'POST', '/api/curves', undefined, 422, /no JSON/],
  [
    'a config with wrong keys',
    'POST',
    '/api/runs',
    { config: { recipe: 'wgan', dataset: 'ring8', params: { clip: -1 } } },
    422,
    /clip is -1/,
  ],
  ['a config with a wrong dataset', 'POST', '/api/configs/resolve', { config: { recipe: 'wgan', dataset: 'ring88' } }, 422, /mean ring8/],
  ['a curve of no pixels', 'POST', '/api/curves', { series: [{ run: 'a', key: 'b' }], pixels: 0 }, 422, /pixels is 0.*at least 1/],
  ['a list of too many', 'GET', '/api/runs?limit=5000', undefined, 422, /at most 1000/],
  ['groups by nothing', 'GET', '/api/runs/groups', undefined, 422, /group is missing/],
  ['a query with a slip', 'GET', '/api/runs/groups?group=recipe&query=stats%20%3E%203', undefined, 422, /no field “stats”/],
  ['distributions of no key', 'GET', '/api/runs/1/distributions', undefined, 422, /key is missing/],
  ['an unknown setting', 'PATCH', '/api/settings', { them: 'dark' }, 422, /no key them/],
  ['a setting out of range', 'PATCH', '/api/settings', { concurrentRuns: 0 }, 422, /concurrentRuns is 0/],
  ['a view with another id', 'PUT', '/api/views/a', { id: 'b', name: 'b', page: 'x', path: '/', state: 1 }, 422, /"b".*"a"/],
  ['latents that are no safetensors', 'POST', '/api/checkpoints/1/generate', new Uint8Array(3), 422, /safetensors/],
  ['pictures without pixels', 'POST', '/api/pictures/gif', writeSafetensors({}), 422, /pixels/],
  ['an unknown export', 'POST', '/api/exports', { to: 'docx', runs: ['#1'] }, 422, /docx/],
  ['an export of an unknown run', 'POST', '/api/exports', { to: 'csv', runs: ['zz'] }, 404, /no run "zz"/],
  ['a body that is too long', 'POST', '/api/runs', new Uint8Array(4_000_001), 422, /longer than the 4,000,000 bytes/],
  [
    'a probe by an unknown profile',
    'POST',
    '/api/cluster/doctor',
    { profile: 'nowhere' },
    422,
    /no profile "nowhere"; the settings have none/,
  ],
  ['a run on an unknown place', 'POST', '/api/runs', { config: {}, on: { executor: 'moon' } }, 422, /on\.executor/],
  ['a fork from no checkpoint', 'POST', '/api/runs/1/fork', {}, 422, /./],
];

export function untilRun(store: Store, runs: Runs, id: string, holds: (run: Run) => boolean): Promise<void> {
  return new Promise((done) => {
    const look = () => {
      if (!holds(store.runs.get(id)!)) return false;
      unsubscribe();
      done();
      return true;
    };
    const unsubscribe = runs.changes.subscribe(look);
    look();
  });
}
