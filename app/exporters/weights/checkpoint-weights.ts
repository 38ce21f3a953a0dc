import type { Architecture, ArchitectureLayer, ArchitectureWeight } from '../../../shared/architecture.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Run } from '../../../shared/run.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { readSafetensors, type WireTensor } from '../../../shared/safetensors.ts';
import type { ExportAsk, ExportSource } from '../../exporter.ts';

/** What one checkpoint holds, its weights apart from what optimisers keep of them. */
export interface CheckpointWeights {
  run: Run;
  step: number;
  weights: Record<string, WireTensor>;
  /** `<player>/<slot>/<weight>` */
  slots: Record<string, WireTensor>;
  /** Updates made so far, by player. */
  updates: Record<string, number>;
  /** Null where the checkpoint does not tell what its data was, or is not of the networks that its recipe makes today. */
  architecture: Architecture | null;
}

/** @throws StudioError invalid (several runs), not-found, damaged */
export async function checkpointWeights(source: ExportSource, { runs, step }: ExportAsk): Promise<CheckpointWeights> {
  if (runs.length !== 1) throw new StudioError('invalid', 'Weights are exported of one run at a time.');
  const run = source.run(runs[0]);
  const checkpoint = await source.checkpoint(run.id, step);
  if (!checkpoint) {
    const there = source.checkpoints(run.id).map((entry) => entry.step);
    throw new StudioError(
      'not-found',
      `#${run.number} ${run.name} has no checkpoint${step === undefined ? '' : ` at step ${step}`}. ` +
        (there.length === 0 ? 'It has none yet.' : `There are checkpoints at ${there.join(', ')}.`),
    );
  }
  const { tensors, metadata } = readSafetensors(checkpoint.bytes);
  const state = JSON.parse(metadata.state ?? '{}') as { optimizers?: Record<string, { updates: number }> };
  const config = metadata.config === undefined ? run.config : (JSON.parse(metadata.config) as RunConfig);
  const prefix = 'optimizer/';
  const named = Object.entries(tensors);
  const weights = Object.fromEntries(named.filter(([name]) => !name.startsWith(prefix)));
  return {
    run,
    step: checkpoint.step,
    weights,
    slots: Object.fromEntries(
      named.filter(([name]) => name.startsWith(prefix)).map(([name, tensor]) => [name.slice(prefix.length), tensor]),
    ),
    updates: Object.fromEntries(Object.entries(state.optimizers ?? {}).map(([player, { updates }]) => [player, updates])),
    architecture: toldOf(weights, () => source.architecture(config, state, checkpoint.step)),
  };
}

/** A recipe that is gone or has changed since tells other networks than these, or none: the weights leave without being told. */
function toldOf(weights: Record<string, WireTensor>, tell: () => Architecture | null): Architecture | null {
  try {
    const architecture = tell();
    return architecture !== null && isOf(weights, architecture) ? architecture : null;
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

/** Whether these are its tensors, all of them, in its shapes. */
function isOf(weights: Record<string, WireTensor>, { networks }: Architecture): boolean {
  const told = networks.flatMap(({ layers, memory = {} }) => [...layers.flatMap(weightsOf), ...Object.values(memory)]);
  const isHeld = ({ tensor, shape }: ArchitectureWeight) => weights[tensor]?.shape.join() === shape.join();
  return told.length === Object.keys(weights).length && told.every(isHeld);
}

function weightsOf({ weights, layers = [] }: ArchitectureLayer): ArchitectureWeight[] {
  return [...Object.values(weights), ...layers.flatMap(weightsOf)];
}
