import type { ParamSpec } from '../../../shared/params.ts';
import { bodyParams, choiceParam, latentSizeParam, making, normalLatent, numberParam, seeing } from './bodies.ts';
import { playParams, playerOptimizer } from './game-params.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork, type Network, type Pass } from '../network.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import { bernoulliMisfit, gaussianMisfit, klToNormal, posteriorOf, reparameterised } from './posterior.ts';
import type { BuildContext, Model } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

/** The knobs of a variational auto-encoder, conditional or not. */
export function variationalParams(): ParamSpec[] {
  return [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), {
      pictures: both(fromCode(2, 'tfjs-examples, fashion-mnist-vae: two latents, which can be looked at as a map')),
    }),
    numberParam({
      key: 'beta',
      label: 'β, weight of the KL',
      help: '1 is the bound on the likelihood. More draws the codes closer to the prior and blurs; less sharpens and leaves holes.',
      min: 0,
      max: 100,
      presets: both(ours(1, 'the bound itself')),
    }),
    choiceParam({
      key: 'likelihood',
      label: 'Likelihood',
      help: 'How a made example is compared with the true one.',
      choices: [
        { value: 'gaussian', label: 'Normal', help: 'Squared difference over a fixed variance.' },
        { value: 'bernoulli', label: 'Bernoulli', help: 'Each shade as the probability of white.' },
      ],
      presets: both(ours('gaussian', 'right for numbers of any kind')),
      onlyFor: 'pictures',
    }),
    numberParam({
      key: 'deviation',
      label: 'Deviation of the decoder',
      help: 'σ of the normal around what the decoder makes: the smaller, the more a wrong reconstruction costs against the KL.',
      min: 1e-3,
      max: 10,
      scale: 'log',
      presets: both(ours(0.1, 'of the size of a mode of the toy data')),
      presetsFor: { pictures: both(ours(0.3, 'of the size of a wrong pixel’s error')) },
    }),
    ...playParams({
      rates: { codec: { presets: both(fromCode(1e-3, 'tfjs-examples, fashion-mnist-vae: Adam’s default')) } },
      batch: { presets: { small: ours(64, 'small enough for two cores'), paper: fromCode(256, 'tfjs-examples, fashion-mnist-vae') } },
    }),
    ...bodyParams(['encoder', 'decoder'], { shallowest: 0 }),
  ];
}

export interface Variational {
  encoder: Network;
  decoder: Network;
  /** −log p(x | z) in nats: [n]. */
  misfit(truth: Tensor, latents: Tensor, pass: Pass): Tensor;
  latentSize: number;
}

/** Encoder to mean and log variance, decoder; both take the class where `classes` is given. */
export function buildVariational(context: BuildContext, classes: { encoder: number | null; decoder: number | null }): Variational {
  const { tf, params, data, random } = context;
  const latentSize = numberOf(params, 'latentSize');
  const isBernoulli = data.kind === 'pictures' && choiceOf(params, 'likelihood', ['gaussian', 'bernoulli']) === 'bernoulli';
  const decoder = buildNetwork({
    tf,
    name: 'decoder',
    random: random.fork('decoder'),
    input: [latentSize],
    layers: making(context, 'decoder', { classes: classes.decoder }),
  });
  return {
    latentSize,
    encoder: buildNetwork({
      tf,
      name: 'encoder',
      random: random.fork('encoder'),
      input: exampleShape(data),
      layers: seeing(context, 'encoder', 2 * latentSize, { activation: 'relu', classes: classes.encoder }),
    }),
    decoder,
    misfit(truth, latents, pass) {
      if (!isBernoulli) return gaussianMisfit(tf, numberOf(params, 'deviation'), truth, decoder.apply(latents, pass));
      // The decoder ends in tanh, and (1 + tanh a)/2 is the logistic function of 2a.
      const beforeTanh = decoder.trace(latents, pass).layers[decoder.layers[decoder.layers.length - 2]!.name]!;
      return bernoulliMisfit(tf, truth, tf.mul(beforeTanh, 2));
    },
  };
}

/** One player, encoder and decoder, on −ELBO = −E log p(x|z) + β·KL. */
export function variationalModel(
  context: BuildContext,
  { encoder, decoder, misfit, latentSize }: Variational,
  isConditional: boolean,
): Model {
  const { tf, params } = context;
  const beta = numberOf(params, 'beta');
  const given = (condition: Tensor | null | undefined, training: boolean) =>
    isConditional ? { condition: condition!, training } : { training };
  const meanOf = (examples: Tensor, condition?: Tensor | null) => posteriorOf(tf, encoder.apply(examples, given(condition, false))).mean;
  const decoded = (latents: Tensor, condition?: Tensor | null) => decoder.apply(latents, given(condition, false));

  return {
    networks: [encoder, decoder],
    latent: normalLatent(latentSize),
    players: [
      {
        name: 'codec',
        networks: ['encoder', 'decoder'],
        optimizer: playerOptimizer(params, 'codec'),
        batch: numberOf(params, 'batch'),
        loss({ real, condition, normal }) {
          const posterior = posteriorOf(tf, encoder.apply(real, given(condition, true)));
          const latents = reparameterised(tf, posterior, normal([real.shape[0]!, latentSize]));
          const reconstruction = misfit(real, latents, given(condition, true)).mean().asScalar();
          const divergence = klToNormal(tf, posterior).mean().asScalar();
          return { loss: tf.add(reconstruction, tf.mul(divergence, beta)).asScalar(), also: { reconstruction, kl: divergence } };
        },
      },
    ],
    schedule: () => [{ player: 'codec', updates: 1 }],
    ...(isConditional ? { conditionedOn: 'class' as const } : {}),
    generate: decoded,
    encode: meanOf,
    encodesLatents: true,
    columns: ({ real, condition }) => ({ input: real, reconstruction: decoded(meanOf(real, condition), condition) }),
  };
}
