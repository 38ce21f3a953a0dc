import { availableParallelism } from 'node:os';
import type { BackendName } from '../../shared/backend-choice.ts';
import { sentenceOf } from '../../shared/errors.ts';
import { mostThreads } from '../../shared/run-config.ts';
import { openBackend, reportBackends } from '../engine/backend.ts';
import { parityDifference, paritySteps } from '../engine/parity-steps.ts';
import { peakBytes } from '../engine/measuring/peak-memory.ts';
import { nodeBackendHome } from '../trainer/node-home.ts';
import { nodeTrainer } from '../trainer/node-trainer.ts';
import { gamesOn } from './games.ts';
import type { BackendRow, ParityRow, Row, RunRow } from './rows.ts';

/** What a run may have at most; PyTorch beside gets no more. */
export const threads = Math.min(availableParallelism(), mostThreads);
const backendHome = { ...nodeBackendHome, threads };
const mostSteps = 60;
const warm = 5;

/** Everything that is measured of one backend, in a process of its own: a driver that falls takes no other down. */
export async function measureBackend(name: BackendName, seconds: number, print: (row: Row) => void): Promise<void> {
  const reported = await reportOf(name);
  print(reported);
  if (!reported.report.available || name === 'cpu') return;
  print(await parity(name));
  // A driver that only pretends takes minutes for what is measured here in milliseconds.
  if (name === 'webgpu' && reported.report.passedOver !== undefined) return;
  for (const game of gamesOn(name, name === 'cuda' || name === 'webgpu')) print(await play(name, game, seconds));
}

async function reportOf(name: BackendName): Promise<BackendRow> {
  const [report] = await reportBackends(backendHome, [name]);
  return { row: 'backend', report: report! };
}

async function parity(backend: BackendName): Promise<ParityRow> {
  const { tf: reference } = await openBackend('cpu', backendHome);
  const expected = await paritySteps(reference);
  const { tf } = await openBackend(backend, backendHome);
  const before = tf.memory().numTensors;
  const numbers = await paritySteps(tf);
  return { row: 'parity', backend, difference: parityDifference(numbers, expected), left: tf.memory().numTensors - before };
}

async function play(backend: BackendName, { name, config }: ReturnType<typeof gamesOn>[number], seconds: number): Promise<RunRow> {
  const home = nodeTrainer('devices');
  const { tf } = await home.ready({ ...config, threads });
  const dataset = await home.openDataset(config.dataset, config.seed);
  const { networks, dispose } = home.engine.describe({ tf, config, dataset });
  dispose();
  const session = await home.engine.openSession({ tf, config, dataset, from: null });
  const times: number[] = [];
  const cpuTimes: number[] = [];
  const losses: number[] = [];
  let peak = 0;
  let problem: string | null = null;
  try {
    const reports = session.run();
    await reports.next();
    const started = performance.now();
    while (times.length < mostSteps && performance.now() - started < 1000 * seconds) {
      const [from, before] = [performance.now(), process.cpuUsage()];
      const next = async () => {
        const { value } = await reports.next();
        for (const measurement of value && 'measurements' in value ? value.measurements : []) {
          if (measurement.type === 'points')
            losses.push(...Object.entries(measurement.values).flatMap(([key, loss]) => (isJudge(key) ? [loss] : [])));
        }
      };
      if (times.length === 0) peak = await peakBytes(tf, next);
      else await next();
      times.push(performance.now() - from);
      const { user, system } = process.cpuUsage(before);
      cpuTimes.push((user + system) / 1000);
    }
  } catch (error) {
    problem = sentenceOf(error);
  } finally {
    session.dispose();
  }
  return {
    ...{ row: 'run', backend, name, networks, batch: Number(config.params.batch), steps: times.length, problem },
    ...{ milliseconds: usual(times), cpuMilliseconds: usual(cpuTimes), firstMilliseconds: times[0] ?? Number.NaN, peakBytes: peak },
    losses: [losses[0] ?? Number.NaN, losses.at(-1) ?? Number.NaN],
  };
}

/** The median of those that are warm. */
function usual(times: number[]): number {
  const counted = times.slice(times.length > 2 * warm ? warm : Math.min(1, times.length - 1)).sort((a, b) => a - b);
  return counted[counted.length >> 1] ?? Number.NaN;
}

function isJudge(key: string): boolean {
  return key === 'loss/critic' || key === 'loss/discriminator';
}
