import { writeSafetensors } from '../../shared/safetensors.ts';
import type { Exporter } from '../exporter.ts';
import { laidOut } from './weights/laid-out.ts';

/** A checkpoint's weights without random states, and what its networks are: what another program wants. */
export const safetensors: Exporter = {
  name: 'safetensors',
  title: 'safetensors',
  purpose: 'The weights of a checkpoint, in the layout of TensorFlow.js or of PyTorch, with its architecture as JSON.',
  type: 'application/octet-stream',
  ending: '.safetensors',
  async export(source, ask) {
    const { tensors, texts } = await laidOut(source, ask);
    return writeSafetensors(tensors, texts);
  },
};
