import { openBackend } from '../../app/engine/backend.ts';
import { dense } from '../../app/engine/networks/index.ts';
import { torchInTest } from '../../app/native/torch-in-test.ts';
import { nodeBackendHome } from '../../app/trainer/node-home.ts';
import type { BackendName } from '../../shared/run-config.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { criticStep, critics, type CriticWork } from '../critic-step.ts';
import { median } from '../median.ts';
import { openTorchSteps, seconds, type StepTime } from '../steps-apart.ts';

/** Rounds in which everybody makes so many steps, one after the other: what else the machine does falls on all alike. */
const rounds: Record<CriticWork, { rounds: number; steps: number }> = {
  conv28: { rounds: 9, steps: 6 },
  mlp: { rounds: 15, steps: 80 },
  conv64: { rounds: 3, steps: 1 },
};

export const criticBenches: Bench[] = (Object.keys(critics) as CriticWork[]).flatMap((work) => [
  criticBench(work, 'wasm'),
  criticBench(work, 'native'),
]);

/** CPU time of the whole process, replayed beside PyTorch's eager step and our own computed through tfjs. */
function criticBench(work: CriticWork, backend: BackendName): Bench {
  const name = `step.${work}.${backend}.cpu`;
  return {
    name,
    about: `${critics[work].about}; CPU time of the process, one thread`,
    async run(print) {
      if (backend !== 'native') return measure(name, work, backend, print);
      if ('missing' in torchInTest) return print({ name, value: Number.NaN, unit: 's', note: torchInTest.missing });
      const environment = { GANYMEDE_TORCH: torchInTest.folder, GANYMEDE_THREADS: '1' };
      await inEnvironment(environment, () => measure(name, work, backend, print));
    },
  };
}

async function measure(name: string, work: CriticWork, backend: BackendName, print: (row: BenchRow) => void): Promise<void> {
  const { tf, device } = await openBackend(backend, nodeBackendHome);
  const replayed = criticStep(tf, critics[work], { replays: true });
  const computed = criticStep(tf, critics[work], { replays: false });
  const torch = await openTorchSteps(work);
  const times = { replayed: [] as StepTime[], computed: [] as StepTime[], torch: [] as StepTime[] };
  const { rounds: count, steps } = rounds[work];
  // The first round records, compiles and warms up.
  for (let round = 0; round <= count; round += 1) {
    const found = { replayed: await timed(replayed, steps), computed: await timed(computed, steps), torch: await torch?.run(steps) };
    if (round === 0) continue;
    times.replayed.push(found.replayed);
    times.computed.push(found.computed);
    if (found.torch !== undefined) times.torch.push(found.torch);
  }
  torch?.close();
  const ratioTo = (other: StepTime[]) => median(times.replayed.map(({ cpu }, at) => cpu / other[at].cpu));
  const value = median(times.replayed.map(({ cpu }) => cpu));
  const said = `median of ${count} rounds of ${steps}; wall ${seconds(times.replayed, 'wall')}; ${device}`;
  if (torch !== null) {
    const note = `the same step there ${seconds(times.torch, 'cpu')}, wall ${seconds(times.torch, 'wall')}; ${said}`;
    print({ name, value, unit: 's', against: `PyTorch ${torch.version} eager, one thread`, ratio: ratioTo(times.torch), note });
  }
  const note = `there ${seconds(times.computed, 'cpu')}; ${said}`;
  print({ name, value, unit: 's', against: 'the same step computed through tfjs', ratio: ratioTo(times.computed), note });
}

/** What comes after in this process finds its environment as it was. */
async function inEnvironment(environment: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** Tensors held after the first and the last of 10,000 replayed critic steps of a small MLP. */
export const stepMemory: Bench = {
  name: 'step.memory',
  about: 'tensors held over 10,000 replayed WGAN-GP critic steps on wasm',
  async run(print) {
    const { tf } = await openBackend('wasm', nodeBackendHome);
    const steps = 10_000;
    const step = criticStep(tf, { batch: 64, input: [2], layers: () => [dense(32), dense(1)] }, { replays: true });
    await step();
    const heldNow = () => ({ ...tf.memory(), dataIds: tf.engine().backend.numDataIds() });
    const start = heldNow();
    for (let at = 1; at < steps; at += 1) await step();
    const end = heldNow();
    const more = `${end.numBytes - start.numBytes} bytes and ${end.dataIds - start.dataIds} arrays of the backend more`;
    const note = `${start.numTensors} after the first of ${steps} steps, ${end.numTensors} after the last; ${more}`;
    print({ name: 'step.memory', value: end.numTensors - start.numTensors, unit: 'tensors', note });
  },
};

async function timed(step: () => Promise<unknown>, count: number): Promise<StepTime> {
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  for (let at = 0; at < count; at += 1) await step();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1e6 / count, wall: (performance.now() - wall) / 1000 / count };
}
