import { sentenceOf, StudioError } from '../../../shared/errors.ts';
import type { Backend, BackendHome, ReadiedBackend } from '../backend.ts';
import { activate } from './loading/load-tf.ts';
import { loadTensorFlow } from './loading/load-tensorflow.ts';
import { openTorch } from './loading/load-torch.ts';

/** A library's own code for the processor: libtorch, else TensorFlow's from @tensorflow/tfjs-node or the GPU package. */
export const native: Backend = {
  name: 'native',
  async open(home) {
    try {
      return await openTorch(home, 'native');
    } catch (torchRefusal) {
      return await tensorFlow(home).catch((refusal: unknown) => {
        throw new StudioError('unavailable', `${sentenceOf(torchRefusal)} ${sentenceOf(refusal)}`, { cause: torchRefusal });
      });
    }
  },
};

async function tensorFlow(home: BackendHome): Promise<ReadiedBackend> {
  const { tf, isUsingGpu } = await loadTensorFlow(home, ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'], 'native');
  await activate(tf, 'tensorflow', 'native');
  const cores = home.cores === undefined ? '' : `, ${home.cores} cores`;
  return {
    tf,
    device: isUsingGpu() ? 'NVIDIA GPU by CUDA 11, libtensorflow' : `libtensorflow on the processor${cores}`,
    // Measured: twice wasm's time on small dense networks.
    passedOver: 'is slower than wasm on small networks',
  };
}
