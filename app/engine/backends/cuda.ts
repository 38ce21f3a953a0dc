import { sentenceOf, StudioError } from '../../../shared/errors.ts';
import type { Backend, BackendHome, ReadiedBackend } from '../backend.ts';
import { activate } from './loading/load-tf.ts';
import { loadTensorFlow } from './loading/load-tensorflow.ts';
import { openTorch } from './loading/load-torch.ts';

/** An NVIDIA GPU: by TensorFlow's library where that really uses one, else by libtorch. */
export const cuda: Backend = {
  name: 'cuda',
  async open(home) {
    try {
      return await tensorFlow(home);
    } catch (refusal) {
      return await openTorch(home, 'cuda').catch((torchRefusal: unknown) => {
        throw new StudioError('unavailable', `${sentenceOf(torchRefusal)} ${sentenceOf(refusal)}`, { cause: torchRefusal });
      });
    }
  },
};

/**
 * @tensorflow/tfjs-node-gpu 4.22 with libtensorflow 2.9.1 wants CUDA 11.2 and cuDNN 8.1 and falls to the processor in silence without
 * them; asked which device it really uses, it says so here. It computes on the first GPU only.
 */
async function tensorFlow(home: BackendHome): Promise<ReadiedBackend> {
  if ((home.gpuIndex ?? 0) > 0) throw new StudioError('unavailable', 'TensorFlow is used on the first GPU only.');
  const { tf, isUsingGpu } = await loadTensorFlow(home, ['@tensorflow/tfjs-node-gpu'], 'cuda');
  await activate(tf, 'tensorflow', 'cuda');
  if (!isUsingGpu()) {
    throw new StudioError(
      'unavailable',
      'TensorFlow for NVIDIA GPUs is installed but found no GPU it can use and would compute on the processor; it needs an NVIDIA driver with CUDA 11.2 and cuDNN 8.1 on the library path.',
    );
  }
  return { tf, device: 'NVIDIA GPU by CUDA 11, libtensorflow' };
}
