import type { Backend } from '../backend.ts';
import { activate } from './loading/load-tf.ts';
import { loadTensorFlow } from './loading/load-tensorflow.ts';

/** TensorFlow's own library on the processor, all cores: from @tensorflow/tfjs-node, or the GPU package where that is what is installed. */
export const native: Backend = {
  name: 'native',
  async open(home) {
    const { tf, isUsingGpu } = await loadTensorFlow(home, ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'], 'native');
    await activate(tf, 'tensorflow', 'native');
    const cores = home.cores === undefined ? '' : `, ${home.cores} cores`;
    return { tf, device: isUsingGpu() ? 'NVIDIA GPU by CUDA 11, libtensorflow' : `libtensorflow on the processor${cores}` };
  },
};
