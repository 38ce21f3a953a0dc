import { generatedExamples, generates, realExamples, take } from '../measuring/examples.ts';
import type { Network } from '../network.ts';
import type { Probe, ProbeContext } from '../probe.ts';
import type { Tensor } from '../tensor.ts';

const half = 32;

/**
 * How far the critic's slope reaches: the mean over examples of ‖∂D/∂h‖₂, h the output of each layer that has weights, numbered
 * from the input. Falling or rising by a constant factor a layer is a vanishing or exploding gradient (arXiv:1704.00028, figure 1).
 * For the generator h lies on the way from latents to D(G(z)).
 */
export const gradientDepth: Probe = {
  name: 'gradient-depth',
  title: 'Gradient norm by depth',
  accepts: ['points', 'pictures'],
  help: 'Mean norm of the critic’s gradient at the output of each layer, from the first to the last: it vanishes, explodes or keeps level.',
  follows: 'distributionsEvery',
  appliesTo: (model) =>
    generates(model) &&
    model.conditionedOn === undefined &&
    model.score !== undefined &&
    model.networks.some(({ name }) => name === model.scores),
  async look(context) {
    const { tf, model, dataset, random, step } = context;
    const judge = model.networks.find(({ name }) => name === model.scores);
    const generator = model.networks.find(({ name }) => name === 'generator');
    const { score } = model;
    if (!generates(model) || judge === undefined || score === undefined) return [];
    const examples = tf.tidy(() =>
      tf.concat([realExamples(tf, dataset, random, half), generatedExamples(tf, model, dataset, random, half)]),
    );
    const values = await normsByLayer(context, judge, examples, (output) => output);
    if (generator?.input.join() === String(model.latent.size)) {
      const latents = tf.tensor2d(model.latent.draw(random, half), [half, model.latent.size]);
      Object.assign(values, await normsByLayer(context, generator, latents, score));
    }
    return [{ type: 'points', step, values }];
  },
};

/** A zero is added to every layer's output; the gradient with respect to it is the gradient there. Lets `input` go. */
async function normsByLayer(
  { tf }: ProbeContext,
  network: Network,
  input: Tensor,
  end: (output: Tensor) => Tensor,
): Promise<Record<string, number>> {
  const layers = network.layers.filter(({ parameters }) => parameters > 0);
  const norms = tf.tidy(() => {
    const zeros = layers.map(({ output }) => tf.zeros([input.shape[0], ...output]));
    const shifts = new Map(layers.map(({ name }, at) => [name, at]));
    const run = (...shift: Tensor[]) => {
      const through = (layer: string, output: Tensor) => (shifts.has(layer) ? tf.add(output, shift[shifts.get(layer)!]) : output);
      return tf.sum(end(network.apply(input, { training: false, through })));
    };
    const gradients = tf.grads(run)(zeros);
    return tf.stack(gradients.map((gradient) => tf.mean(tf.norm(gradient.reshape([input.shape[0], -1]), 'euclidean', 1))));
  });
  input.dispose();
  const { data } = await take(norms);
  return Object.fromEntries(
    layers.map(({ name }, at) => [`gradient-depth/${network.name}/${String(at + 1).padStart(2, '0')}-${name}`, data[at]]),
  );
}
