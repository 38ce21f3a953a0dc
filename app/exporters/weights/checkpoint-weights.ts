import type { Architecture, ArchitectureLayer, ArchitectureWeight } from '../../../shared/architecture.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Run } from '../../../shared/run.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { readSafetensors, readSafetensorsHead, type WireTensor } from '../../../shared/safetensors.ts';
import type { ExportAsk, ExportSource } from '../../exporter.ts';

/** What one checkpoint says of itself. */
interface CheckpointHead {
  run: Run;
  step: number;
  /** Updates made so far, by player. */
  updates: Record<string, number>;
  /** Null where the checkpoint does not tell what its data was, or is not of the networks that its recipe makes today. */
  architecture: Architecture | null;
}

/** What one checkpoint holds, its weights apart from what optimisers keep of them. */
export interface CheckpointWeights extends CheckpointHead {
  weights: Record<string, WireTensor>;
  /** `<player>/<slot>/<weight>` */
  slots: Record<string, WireTensor>;
}

type Shapes = Record<string, number[]>;

const prefix = 'optimizer/';

/** @throws StudioError invalid (several runs), not-found, damaged */
export async function checkpointHead(source: ExportSource, ask: ExportAsk): Promise<CheckpointHead> {
  const { run, step, bytes } = await checkpointOf(source, ask, source.checkpointHead);
  const { shapes, metadata } = readSafetensorsHead(bytes);
  const weights = Object.entries(shapes).filter(([name]) => !name.startsWith(prefix));
  return { run, step, ...(await toldIn({ source, run, step, metadata, shapes: Object.fromEntries(weights) })) };
}

/** @throws StudioError invalid (several runs), not-found, damaged */
export async function checkpointWeights(source: ExportSource, ask: ExportAsk): Promise<CheckpointWeights> {
  const { run, step, bytes } = await checkpointOf(source, ask, source.checkpoint);
  const { tensors, metadata } = readSafetensors(bytes);
  const named = Object.entries(tensors);
  const weights = named.filter(([name]) => !name.startsWith(prefix));
  const slots = named.filter(([name]) => name.startsWith(prefix)).map(([name, tensor]) => [name.slice(prefix.length), tensor]);
  const shapes = Object.fromEntries(weights.map(([name, { shape }]) => [name, shape]));
  return {
    run,
    step,
    weights: Object.fromEntries(weights),
    slots: Object.fromEntries(slots),
    ...(await toldIn({ source, run, step, metadata, shapes })),
  };
}

async function checkpointOf(source: ExportSource, { runs, step }: ExportAsk, read: ExportSource['checkpoint']) {
  if (runs.length !== 1) throw new StudioError('invalid', 'Weights are exported of one run at a time.');
  const run = source.run(runs[0]);
  const checkpoint = await read(run.id, step);
  if (checkpoint) return { run, ...checkpoint };
  const there = source.checkpoints(run.id).map((entry) => entry.step);
  throw new StudioError(
    'not-found',
    `#${run.number} ${run.name} has no checkpoint${step === undefined ? '' : ` at step ${step}`}. ` +
      (there.length === 0 ? 'It has none yet.' : `There are checkpoints at ${there.join(', ')}.`),
  );
}

interface Saying {
  source: ExportSource;
  run: Run;
  step: number;
  metadata: Record<string, string>;
  shapes: Shapes;
}

async function toldIn({ source, run, step, metadata, shapes }: Saying): Promise<Pick<CheckpointHead, 'updates' | 'architecture'>> {
  const state = JSON.parse(metadata.state ?? '{}') as { optimizers?: Record<string, { updates: number }> };
  const config = metadata.config === undefined ? run.config : (JSON.parse(metadata.config) as RunConfig);
  return {
    updates: Object.fromEntries(Object.entries(state.optimizers ?? {}).map(([player, { updates }]) => [player, updates])),
    architecture: await architectureOf(shapes, async () => source.architecture(config, state, step)),
  };
}

/** A recipe that is gone or has changed since tells other networks than these, or none: the weights leave without being told. */
async function architectureOf(shapes: Shapes, tell: () => Promise<Architecture | null>): Promise<Architecture | null> {
  try {
    const architecture = await tell();
    return architecture !== null && isOf(shapes, architecture) ? architecture : null;
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

/** Whether these are its tensors, all of them, in its shapes. */
function isOf(shapes: Shapes, { networks }: Architecture): boolean {
  const told = networks.flatMap(({ layers, memory = {} }) => [...layers.flatMap(weightsOf), ...Object.values(memory)]);
  const isHeld = ({ tensor, shape }: ArchitectureWeight) => shapes[tensor]?.join() === shape.join();
  return told.length === Object.keys(shapes).length && told.every(isHeld);
}

function weightsOf({ weights, layers = [] }: ArchitectureLayer): ArchitectureWeight[] {
  return [...Object.values(weights), ...layers.flatMap(weightsOf)];
}
