import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { userPython } from '../../app/native/python.ts';
import { openStore } from '../../app/store/open-store.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { startStudio, type StudioProcess } from '../studio-process.ts';

const runs = 10_000;
const shown = 100;
const search = {
  experiment_ids: ['1'],
  filter: "metrics.loss < 0.5 and params.seed != 'x' and tags.group = '3'",
  order_by: ['metrics.acc DESC'],
  max_results: shown,
};
const plain = { experiment_ids: ['1'], filter: 'metrics.loss < 0.5', order_by: ['metrics.acc DESC'], max_results: shown };

export const mlflow: Bench[] = [
  {
    name: 'mlflow.log-batch',
    about: '500 metrics of ten keys in one request over loopback, until they are kept; MLflow’s own server beside it where Python has it',
    async run(print) {
      const studio = await startStudio();
      try {
        const ask = openAsker(studio);
        const run = (await ask('runs/create', { experiment_id: '0', start_time: 1 })).run.info.run_id;
        const times = await timed(200, (round) => ask('runs/log-batch', { run_id: run, metrics: metricsOf(round) }));
        print(besidePeer('mlflow.log-batch', times, peer('log_batch')));
      } finally {
        await studio.stop();
        rmSync(studio.workspace, { recursive: true, force: true });
      }
    },
  },
  {
    name: 'mlflow.search',
    about: `${runs} runs of 5 metrics, 5 params and 3 tags, filtered and ordered by metrics, ${shown} answered, over loopback`,
    async run(print) {
      const workspace = mkdtempSync(join(tmpdir(), 'ganymede-bench-'));
      try {
        fill(workspace);
        const studio = await startStudio({ workspace });
        try {
          const ask = openAsker(studio);
          const one = await timed(50, () => ask('runs/search', plain));
          print(besidePeer('mlflow.search.three', await timed(50, () => ask('runs/search', search)), null));
          const all = await timed(10, () => ask('runs/search', { ...plain, filter: '', max_results: 1000 }));
          print(besidePeer('mlflow.search.thousand', all, null));
          print(besidePeer('mlflow.search', one, peer('search')));
        } finally {
          await studio.stop();
        }
      } finally {
        rmSync(workspace, { recursive: true, force: true });
      }
    },
  },
];

function fill(workspace: string): void {
  const store = openStore({ folder: workspace, now: Date.now });
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const experiment = store.tracking.experiments.create({ name: 'bench', location: '', tags: [] });
  store.together(() => {
    for (let number = 0; number < runs; number += 1) {
      const startedAt = 1_700_000_000_000 + number;
      const id = store.tracking.create({ experiment, name: `run ${number}`, user: 'u', startedAt, tags: [] });
      store.tracking.log(id, {
        points: ['loss', 'acc', 'w1', 'gp', 'fid'].map((key) => ({ key, step: 0, time: startedAt, value: random() })),
        params: ['lr', 'clip', 'z', 'batch', 'seed'].map((key) => ({ key, value: String(random()) })),
        tags: [
          { key: 'group', value: String(number % 10) },
          { key: 'b', value: 'x' },
        ],
      });
      store.tracking.update(id, { status: 'FINISHED', endedAt: startedAt + 1000 });
    }
  });
  store.close();
}

function metricsOf(round: number): object[] {
  return Array.from({ length: 500 }, (_, at) => ({
    key: `m${at % 10}`,
    value: at * 0.1,
    timestamp: 1_700_000_000_000 + round,
    step: round * 50 + Math.floor(at / 10),
  }));
}

/** One connection that is kept, as MLflow's client keeps it. */
function openAsker({ address }: StudioProcess): (path: string, body: object) => Promise<ReturnType<typeof JSON.parse>> {
  const { hostname, port, searchParams } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${searchParams.get('token')}` };
  return (path, body) =>
    new Promise((answered, failed) => {
      const sent = request({ hostname, port, agent, method: 'POST', path: `/api/2.0/mlflow/${path}`, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) answered(JSON.parse(text));
          else failed(new Error(text));
        });
      });
      sent.on('error', failed);
      sent.end(JSON.stringify(body));
    });
}

async function timed(rounds: number, work: (round: number) => Promise<unknown>): Promise<number[]> {
  await work(0);
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const from = performance.now();
    await work(round);
    times.push(performance.now() - from);
  }
  return times.sort((one, other) => one - other);
}

/** Milliseconds, median, of MLflow's own server asked the same; null where this Python has none. */
function peer(what: 'log_batch' | 'search'): { median: number; version: string } | null {
  const { status, stdout } = spawnSync(userPython(), [resolve(import.meta.dirname, '..', 'mlflow_peer.py'), what, String(runs)], {
    encoding: 'utf8',
    timeout: 300_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? JSON.parse(stdout) : null;
}

function besidePeer(name: string, times: number[], other: ReturnType<typeof peer>): BenchRow {
  const value = times[Math.floor(times.length / 2)];
  const note = `median; lowest ${times[0].toFixed(2)}, p95 ${times[Math.floor(times.length * 0.95)].toFixed(2)}`;
  if (other === null) return { name, value, unit: 'ms', note };
  return {
    name,
    value,
    unit: 'ms',
    against: `mlflow server ${other.version}`,
    ratio: value / other.median,
    note: `${note}; theirs ${other.median.toFixed(1)}`,
  };
}
