import { openBackend } from '../app/engine/backend.ts';
import { catalogue } from '../app/engine/catalogue.ts';
import { openGame } from '../app/engine/game.ts';
import { seededRandom } from '../app/engine/random.ts';
import { datasetOpener, waitedFor } from '../app/trainer/dataset-opener.ts';
import { nodeBackendHome } from '../app/trainer/node-home.ts';
import { resolveConfig } from '../shared/resolve-config.ts';

/** What train-on-folder.ts prints: seconds to the first batch; of the training, all of them, those spent waiting and drawing batches, and memory. */
export interface FolderReport {
  examples: number;
  open: number;
  openCpu: number;
  steps: number;
  training: number;
  /** Until a picture was decoded. */
  waiting: number;
  /** Waiting, reading, and making numbers of bytes. */
  drawing: number;
  /** Share of the main thread's processor time that goes into drawing. */
  drawingShare: number;
  /** Megabytes: when the first step was done, and after the last. */
  memory: [number, number];
}

/** A trainer's process as it meets a large folder: `node train-on-folder.ts FOLDER SECONDS`, by the DCGAN at 28 pixels on wasm. */
const [folder, seconds] = process.argv.slice(2) as [string, string];
const given = {
  recipe: 'gan-non-saturating',
  dataset: { name: 'picture-folder', params: { path: folder, size: '28', most: 1_000_000 } },
  params: { batch: 64 },
  steps: 1_000_000,
  backend: 'wasm',
};
const resolved = resolveConfig(catalogue('bench', []), given);
if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
const { config } = resolved;

const begun = { wall: performance.now(), cpu: process.cpuUsage() };
const dataset = await datasetOpener()(config.dataset, config.seed, { onFile: () => {} });
dataset.draw(seededRandom(1), 64);
const { user, system } = process.cpuUsage(begun.cpu);
const report: FolderReport = {
  examples: dataset.examples ?? 0,
  open: (performance.now() - begun.wall) / 1000,
  openCpu: (user + system) / 1e6,
  ...{ steps: 0, training: 0, waiting: 0, drawing: 0, drawingShare: 0, memory: [megabytes(), megabytes()] },
};
if (Number(seconds) > 0) await train();
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(0);

async function train(): Promise<void> {
  const { tf } = await openBackend('wasm', nodeBackendHome);
  let drawingCpu = 0;
  const draw: typeof dataset.draw = (random, count) => {
    const [from, cpu] = [performance.now(), process.threadCpuUsage()];
    const drawn = dataset.draw(random, count);
    report.drawing += (performance.now() - from) / 1000;
    drawingCpu += total(process.threadCpuUsage(cpu));
    return drawn;
  };
  const game = openGame({ tf, config, dataset: { ...dataset, draw } });
  // The first steps record and compile.
  for (let step = 0; step < 3; step += 1) (await game.play({ keepGradients: false })).dispose();
  [report.drawing, drawingCpu, report.memory[0]] = [0, 0, megabytes()];
  const [from, waited, cpu] = [performance.now(), waitedFor(dataset), process.threadCpuUsage()];
  while (performance.now() - from < Number(seconds) * 1000) {
    (await game.play({ keepGradients: false })).dispose();
    report.steps += 1;
  }
  report.training = (performance.now() - from) / 1000;
  report.waiting = (waitedFor(dataset) - waited) / 1000;
  report.drawingShare = drawingCpu / total(process.threadCpuUsage(cpu));
  report.memory[1] = megabytes();
}

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1e6);
}
