import type { Exporter } from '../exporter.ts';
import { writeNpz } from './numpy/write-npz.ts';
import { laidOut } from './weights/laid-out.ts';

/** As safetensors.ts, for numpy.load: names have dots where slashes stand, what is said of them are texts among the arrays. */
export const npz: Exporter = {
  name: 'npz',
  title: 'NumPy (.npz)',
  purpose: 'The weights of a checkpoint as arrays, in the layout of TensorFlow.js or of PyTorch, with its architecture as JSON.',
  type: 'application/zip',
  ending: '.npz',
  async export(source, ask) {
    const { tensors, texts } = await laidOut(source, ask);
    const isDotted = Object.keys(tensors).some((name) => name.includes('/'));
    return writeNpz(tensors, isDotted ? { ...texts, names: 'a.b, where the architecture says a/b' } : texts);
  },
};
