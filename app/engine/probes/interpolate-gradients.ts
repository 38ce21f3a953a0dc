import type { DataKind } from '../../../shared/params.ts';
import { distributionOf } from '../measuring/distribution.ts';
import { generatedWith, generates, realExamples, take } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';
import type { Tensor } from '../tensor.ts';

const count = (kind: DataKind) => (kind === 'points' ? 256 : 64);

/** ‖∇D(x̂)‖₂ one by one, x̂ = εx + (1−ε)G(z) with ε uniform for each: where a gradient penalty looks. */
export const interpolateGradients: Probe = {
  name: 'interpolate-gradients',
  title: 'Gradient norm between real and generated',
  accepts: ['points', 'pictures'],
  help: 'Norm of the critic’s gradient at random points between a real and a generated example. A gradient penalty draws it to 1; clipping does not.',
  follows: 'distributionsEvery',
  appliesTo: (model) => generates(model) && model.score !== undefined,
  async look({ tf, model, dataset, random, step }) {
    const { score } = model;
    if (!generates(model) || score === undefined) return [];
    const size = count(dataset.kind);
    const norms = tf.tidy(() => {
      const real = realExamples(tf, dataset, random, size);
      const share = tf.tensor(Float32Array.from({ length: size }, random.uniform), [size, ...real.shape.slice(1).map(() => 1)]);
      const { examples: generated, condition } = generatedWith(tf, model, dataset, random, size);
      const between = tf.add(tf.mul(share, real), tf.mul(tf.sub(1, share), generated));
      const gradient = tf.grad((x: Tensor) => tf.sum(score(x, condition)))(between);
      return tf.norm(gradient.reshape([size, -1]), 'euclidean', 1);
    });
    const { data } = await take(norms);
    const distribution = distributionOf(data);
    return [
      { type: 'distribution', step, key: 'gradient-norm/interpolates', distribution },
      { type: 'points', step, values: { [`${model.scores}/gradient-norm`]: distribution.mean } },
    ];
  },
};
