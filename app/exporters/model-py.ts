import { StudioError } from '../../shared/errors.ts';
import type { Exporter } from '../exporter.ts';
import { checkpointHead } from './weights/checkpoint-weights.ts';
import { untold } from './weights/laid-out.ts';
import { modelPy } from './weights/torch/model-py.ts';

/** Rebuilds the networks in plain PyTorch and loads what the layout torch wrote. */
export const modelFile: Exporter = {
  name: 'model',
  title: 'model.py (PyTorch)',
  purpose: 'Plain PyTorch that rebuilds the networks, loads their weights in the layout of torch, and draws.',
  type: 'text/x-python',
  ending: '.py',
  async export(source, ask) {
    const { run, step, architecture } = await checkpointHead(source, ask);
    if (architecture === null) throw untold();
    if (ask.weights !== undefined && /[/\\]/.test(ask.weights))
      throw new StudioError('invalid', 'weights is the name of a file beside model.py, without a folder.');
    const weights = ask.weights ?? 'model.safetensors';
    return new TextEncoder().encode(modelPy({ run, step, architecture, weights, version: source.catalogue.version }));
  },
};
