import { StudioError } from '../../shared/errors.ts';
import { readSafetensors, writeSafetensors, type WireTensor } from '../../shared/safetensors.ts';
import { isKernel } from '../../shared/weight-names.ts';
import type { Exporter } from '../exporter.ts';

/** A checkpoint's weights without optimiser slots and random states: what another program wants. */
export const safetensors: Exporter = {
  name: 'safetensors',
  title: 'safetensors',
  purpose: 'The weights of a checkpoint, in the layout of TensorFlow.js or of PyTorch.',
  type: 'application/octet-stream',
  ending: '.safetensors',
  async export(source, { runs, step, layout }) {
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
    const weights = Object.entries(readSafetensors(checkpoint.bytes).tensors).filter(([name]) => !name.startsWith('optimizer/'));
    const tensors = layout === 'pytorch' ? weights.map(([name, tensor]) => toPyTorch(name, tensor)) : weights;
    return writeSafetensors(Object.fromEntries(tensors), {
      format: layout === 'pytorch' ? 'pt' : 'tfjs',
      ...layouts[layout],
      run: run.id,
      name: run.name,
      recipe: run.config.recipe,
      step: String(checkpoint.step),
      ganymede: source.catalogue.version,
    });
  },
};

/** Said in the file, so that nobody has to guess. Pictures are flattened in the order height, width, channels in both. */
const layouts = {
  tfjs: { dense: 'in,out', conv: 'HWIO', 'conv-transpose': 'HWOI', flatten: 'height,width,channels' },
  pytorch: { dense: 'out,in', conv: 'OIHW', 'conv-transpose': 'IOHW', flatten: 'height,width,channels' },
};

const parts: Record<string, string> = {
  kernel: 'weight',
  bias: 'bias',
  gain: 'weight',
  offset: 'bias',
  'running-mean': 'running_mean',
  'running-variance': 'running_var',
};

/** `generator/dense1/kernel` [in,out] → `generator.dense1.weight` [out,in]; HWIO → OIHW, and HWOI → IOHW, are the same turn. */
function toPyTorch(name: string, tensor: WireTensor): [string, WireTensor] {
  const path = name.split('/');
  const part = path.pop() ?? '';
  const renamed = [...path, parts[part] ?? part].map((piece) => piece.replaceAll('-', '_')).join('.');
  if (!isKernel(name)) return [renamed, tensor];
  return [renamed, tensor.shape.length === 4 ? transpose(tensor, [3, 2, 0, 1]) : transpose(tensor, [1, 0])];
}

function transpose(tensor: WireTensor, order: number[]): WireTensor {
  const { shape, data } = tensor;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const turned = data.slice();
  const sizes = order.map((axis) => shape[axis]);
  const steps = order.map((axis) => strides[axis]);
  const index = sizes.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    turned[to] = data[from];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++index[axis] < sizes[axis]) break;
      from -= steps[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
  return { shape: sizes, data: turned };
}
