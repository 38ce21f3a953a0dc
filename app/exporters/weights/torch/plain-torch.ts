import type { WireTensor } from '../../../../shared/safetensors.ts';
import { isKernel } from '../../../../shared/weight-names.ts';
import { turned } from './turn.ts';

const parts: Record<string, string> = {
  kernel: 'weight',
  bias: 'bias',
  gain: 'weight',
  offset: 'bias',
  'running-mean': 'running_mean',
  'running-variance': 'running_var',
};

/** `generator/dense1/kernel` → `generator.dense1.weight` */
export function torchName(name: string): string {
  const path = name.split('/');
  const part = path.pop() ?? '';
  return [...path, parts[part] ?? part].map((piece) => piece.replaceAll('-', '_')).join('.');
}

/** By its name alone: [in,out] → [out,in]; HWIO → OIHW, and HWOI → IOHW, are the same turn. */
export function plainTorch(name: string, tensor: WireTensor): WireTensor {
  if (!isKernel(name)) return tensor;
  return turned(tensor, tensor.shape.length === 4 ? [3, 2, 0, 1] : [1, 0]);
}
