import type { CountTensor, WireTensor } from '../../../shared/safetensors.ts';
import type { ExportAsk, ExportSource } from '../../exporter.ts';
import { checkpointWeights, type CheckpointWeights } from './checkpoint-weights.ts';
import { plainTorch, torchName } from './plain-torch.ts';

export interface LaidOut {
  tensors: Record<string, WireTensor | CountTensor>;
  /** What is said of them, `architecture` as JSON. */
  texts: Record<string, string>;
}

/** A checkpoint's weights as an export asks for them. */
export async function laidOut(source: ExportSource, ask: ExportAsk): Promise<LaidOut> {
  const checkpoint = await checkpointWeights(source, ask);
  const { run, step, architecture } = checkpoint;
  const { tensors, texts } = layouts[ask.layout](checkpoint);
  const told: Record<string, string> = architecture === null ? {} : { architecture: JSON.stringify(architecture) };
  return {
    tensors,
    texts: {
      ...told,
      ...texts,
      run: run.id,
      name: run.name,
      recipe: run.config.recipe,
      step: String(step),
      ganymede: source.catalogue.version,
    },
  };
}

/** What is said in the file, so that nobody has to guess. */
const layouts = {
  tfjs: ({ weights }: CheckpointWeights): LaidOut => ({
    tensors: weights,
    texts: { format: 'tfjs', dense: 'in,out', conv: 'HWIO', 'conv-transpose': 'HWOI', flatten: 'height,width,channels' },
  }),
  pytorch: ({ weights }: CheckpointWeights): LaidOut => ({
    tensors: Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [torchName(name), plainTorch(name, tensor)])),
    texts: { format: 'pt', dense: 'out,in', conv: 'OIHW', 'conv-transpose': 'IOHW', flatten: 'height,width,channels' },
  }),
};
