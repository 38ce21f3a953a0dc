import { StudioError } from '../../../shared/errors.ts';
import type { CountTensor, WireTensor } from '../../../shared/safetensors.ts';
import type { ExportAsk, ExportSource } from '../../exporter.ts';
import { checkpointWeights, type CheckpointWeights } from './checkpoint-weights.ts';
import { optimizerState } from './torch/optimizer-state.ts';
import { plainTorch, torchName } from './torch/plain-torch.ts';
import { stateDict } from './torch/state-dict.ts';

export interface LaidOut {
  tensors: Record<string, WireTensor | CountTensor>;
  /** What is said of them in the file, so that nobody has to guess: orders of axes, `architecture` as JSON. */
  texts: Record<string, string>;
}

/** A checkpoint's weights as an export asks for them. */
export async function laidOut(source: ExportSource, ask: ExportAsk): Promise<LaidOut> {
  const checkpoint = await checkpointWeights(source, ask);
  const { run, step } = checkpoint;
  const { tensors, texts } = layouts[ask.layout](checkpoint, ask.optimizer);
  return {
    tensors,
    texts: { ...texts, run: run.id, name: run.name, recipe: run.config.recipe, step: String(step), ganymede: source.catalogue.version },
  };
}

const layouts = { tfjs: asTfjs, torch: asTorch, pytorch: asTorch };

function asTfjs({ weights, slots, updates, architecture }: CheckpointWeights, withOptimizer: boolean): LaidOut {
  const kept = withOptimizer ? Object.entries(slots).map(([name, tensor]) => [`optimizer/${name}`, tensor] as const) : [];
  return {
    tensors: { ...weights, ...Object.fromEntries(kept) },
    texts: {
      ...(architecture === null ? {} : { architecture: JSON.stringify(architecture) }),
      format: 'tfjs',
      dense: 'in,out',
      conv: 'HWIO',
      'conv-transpose': 'HWOI',
      flatten: 'height,width,channels',
      ...(withOptimizer ? { updates: JSON.stringify(updates) } : {}),
    },
  };
}

function asTorch(checkpoint: CheckpointWeights, withOptimizer: boolean): LaidOut {
  const { architecture, weights, step } = checkpoint;
  const texts = { format: 'pt', dense: 'out,in', conv: 'OIHW', 'conv-transpose': 'IOHW' };
  if (architecture === null) {
    if (withOptimizer) throw untold();
    const tensors = Object.entries(weights).map(([name, tensor]) => [torchName(name), plainTorch(name, tensor)]);
    return { tensors: Object.fromEntries(tensors), texts: { ...texts, flatten: 'height,width,channels' } };
  }
  const state = stateDict(architecture, weights, step);
  const optimizers = withOptimizer ? optimizerState(checkpoint, state, architecture) : null;
  return {
    tensors: { ...state.tensors, ...optimizers?.tensors },
    texts: {
      architecture: JSON.stringify(state.architecture),
      ...texts,
      flatten: 'channels,height,width',
      ...(optimizers === null ? {} : { optimizers: JSON.stringify(optimizers.told) }),
    },
  };
}

export function untold(): StudioError {
  return new StudioError(
    'unavailable',
    'The networks of this checkpoint can’t be rebuilt elsewhere: it does not tell what its data was, or its recipe makes others now. Its weights leave without that.',
  );
}
