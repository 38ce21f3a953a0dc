import type { Layer } from '../../network.ts';
import type { Tensor, Tf } from '../../tensor.ts';

/**
 * Batch normalisation (arXiv:1502.03167): each channel over the batch (and the picture), then gain and offset. It couples the
 * examples of a batch, so a penalty per example on a network that has one means nothing: never twice differentiable here.
 * `momentum` is the share of the running moments that stays at each training pass.
 */
export function batchNorm({
  momentum = 0.9,
  epsilon = 1e-5,
  affine = true,
}: {
  momentum?: number;
  epsilon?: number;
  affine?: boolean;
} = {}): Layer {
  return {
    kind: 'batch-norm',
    twiceDifferentiable: false,
    knobs: { momentum, epsilon, affine },
    output: (input) => input,
    build({ tf, input, variable }) {
      const channels = input.at(-1)!;
      const gain = variable('gain', [channels], new Float32Array(channels).fill(1), { layout: 'vector', trainable: affine });
      const offset = variable('offset', [channels], new Float32Array(channels), { layout: 'vector', trainable: affine });
      const runningMean = variable('running-mean', [channels], new Float32Array(channels), { layout: 'vector', trainable: false });
      const runningVariance = variable('running-variance', [channels], new Float32Array(channels).fill(1), {
        layout: 'vector',
        trainable: false,
      });
      // Solids as rows of channels: above four axes the wasm backend turns tensors element by element.
      const isDeep = input.length > 3;
      const axes = isDeep ? [0] : input.map((_, axis) => axis);

      function remember(mean: Tensor, variance: Tensor): void {
        tf.tidy(() => {
          runningMean.assign(tf.add(tf.mul(runningMean, momentum), tf.mul(tf.reshape(mean, [channels]), 1 - momentum)));
          runningVariance.assign(tf.add(tf.mul(runningVariance, momentum), tf.mul(tf.reshape(variance, [channels]), 1 - momentum)));
        });
      }

      return {
        apply(given: Tensor, pass) {
          const x = isDeep ? given.reshape([-1, channels]) : given;
          if (pass.training === false) {
            const scale = tf.mul(gain, tf.rsqrt(tf.add(runningVariance, epsilon)));
            return tf.add(tf.mul(tf.sub(x, runningMean), scale), offset).reshape(given.shape);
          }
          const { centered, mean, variance } = moments(tf, x, axes);
          remember(mean, variance);
          return tf.add(tf.mul(centered, tf.mul(gain, tf.rsqrt(tf.add(variance, epsilon)))), offset).reshape(given.shape);
        },
      };
    },
  };
}

/**
 * Layer normalisation (arXiv:1607.06450): each example over all its numbers, then gain and offset by channel, as the WGAN-GP critics
 * have it. Written out, because the gradient of tfjs's own batch normalisation can't be differentiated again.
 */
export function layerNorm({ epsilon = 1e-5 }: { epsilon?: number } = {}): Layer {
  return {
    kind: 'layer-norm',
    twiceDifferentiable: true,
    knobs: { epsilon },
    output: (input) => input,
    build({ tf, input, variable }) {
      const channels = input.at(-1)!;
      const gain = variable('gain', [channels], new Float32Array(channels).fill(1), { layout: 'vector' });
      const offset = variable('offset', [channels], new Float32Array(channels), { layout: 'vector' });
      const axes = input.map((_, axis) => axis + 1);
      return {
        apply(x: Tensor) {
          const { centered, variance } = moments(tf, x, axes);
          return tf.add(tf.mul(tf.mul(centered, tf.rsqrt(tf.add(variance, epsilon))), gain), offset);
        },
      };
    },
  };
}

/** Instance normalisation (arXiv:1607.08022): each channel of each picture over its places, then gain and offset. */
export function instanceNorm({ epsilon = 1e-5 }: { epsilon?: number } = {}): Layer {
  return {
    kind: 'instance-norm',
    twiceDifferentiable: true,
    knobs: { epsilon },
    output: (input) => input,
    build({ tf, input, variable }) {
      const channels = input.at(-1)!;
      const gain = variable('gain', [channels], new Float32Array(channels).fill(1), { layout: 'vector' });
      const offset = variable('offset', [channels], new Float32Array(channels), { layout: 'vector' });
      const axes = input.slice(0, -1).map((_, axis) => axis + 1);
      return {
        apply(x: Tensor) {
          const { centered, variance } = moments(tf, x, axes);
          return tf.add(tf.mul(tf.mul(centered, tf.rsqrt(tf.add(variance, epsilon))), gain), offset);
        },
      };
    },
  };
}

function moments(tf: Tf, x: Tensor, axes: number[]): { centered: Tensor; mean: Tensor; variance: Tensor } {
  const mean = tf.mean(x, axes, true);
  const centered = tf.sub(x, mean);
  return { centered, mean, variance: tf.mean(tf.square(centered), axes, true) };
}
