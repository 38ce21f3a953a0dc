import { StudioError } from '../../../shared/errors.ts';
import type { Backend } from '../backend.ts';
import { activate } from './loading/load-tf.ts';
import { loadTensorFlow } from './loading/load-tensorflow.ts';

/**
 * TensorFlow's own library on an NVIDIA GPU (@tensorflow/tfjs-node-gpu 4.22 with libtensorflow 2.9.1). It wants CUDA 11.2 and
 * cuDNN 8.1 and falls to the processor in silence without them; asked which device it really uses, it says so here.
 */
export const cuda: Backend = {
  name: 'cuda',
  async open(home) {
    const { tf, isUsingGpu } = await loadTensorFlow(home, ['@tensorflow/tfjs-node-gpu'], 'cuda');
    await activate(tf, 'tensorflow', 'cuda');
    if (!isUsingGpu()) {
      throw new StudioError(
        'unavailable',
        'TensorFlow for NVIDIA GPUs is installed but found no GPU it can use and would compute on the processor; it needs an NVIDIA driver with CUDA 11.2 and cuDNN 8.1 on the library path.',
      );
    }
    return { tf, device: 'NVIDIA GPU by CUDA 11, libtensorflow' };
  },
};
