import { bodyParams, making, numberParam, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { codeInformation, codeLatent } from '../parts/information-codes.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { activation, dense } from '../networks/index.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import type { ParamSpec } from '../../../shared/params.ts';

const code = 'openai/InfoGAN, launchers/run_mnist_exp.py';
const size: Pick<ParamSpec, 'group' | 'type' | 'max'> = { group: 'networks', type: 'integer', max: 1024 };

/** Latents that must be readable from what is made, and so come to mean something. */
export const infoGan: Recipe = {
  name: 'infogan',
  title: 'InfoGAN',
  purpose: 'Some latents must be readable from what is generated, and come to stand for something: a kind, a slant, a width.',
  idea:
    'Part of the latent is a code. A second head of the discriminator reads the code back from the picture, and both sides are rewarded ' +
    'when it can (a bound on mutual information). Nobody says what the code should mean: walk through it and see. A readable code need ' +
    'not be the class that you have in mind.',
  paper: {
    authors: 'Chen, Duan, Houthooft, Schulman, Sutskever, Abbeel',
    title: 'InfoGAN: Interpretable Representation Learning by Information Maximizing Generative Adversarial Nets',
    year: 2016,
    arxiv: '1606.03657',
  },
  family: 'latent-structure',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`-\,\mathbb{E}\log D(x) - \mathbb{E}\log(1-D(G(z,c))) - \lambda\,\left(H(c)+\mathbb{E}\log Q(c\mid G(z,c))\right)`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}\log D(G(z,c)) - \lambda\,\left(H(c)+\mathbb{E}\log Q(c\mid G(z,c))\right)` },
  ],
  params: [
    {
      ...size,
      key: 'noiseSize',
      label: 'Noise',
      help: 'Latents that needn’t be readable.',
      min: 1,
      presets: { small: ours(4, 'enough for small data'), paper: fromCode(62, code) },
    },
    {
      ...size,
      key: 'categories',
      label: 'Categories',
      help: 'Values of the categorical code; 0 for none.',
      min: 0,
      presets: both(ours(4, 'one a shape')),
      presetsFor: { pictures: { small: ours(4, 'one a shape'), paper: fromCode(10, code) } },
    },
    {
      ...size,
      key: 'numbers',
      label: 'Continuous codes',
      help: 'Codes between −1 and 1.',
      min: 0,
      presets: { small: ours(1, 'one direction to find'), paper: fromCode(2, code) },
    },
    numberParam({
      key: 'lambda',
      label: 'λ, weight of the information',
      help: '0 leaves the codes without meaning.',
      min: 0,
      max: 100,
      presets: both(fromPaper(1, 'arXiv:1606.03657, §7.1: 1 for discrete codes')),
    }),
    ...playParams({
      rates: {
        discriminator: { presets: { small: ours(5e-4, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
        generator: { presets: both(fromCode(1e-3, code)) },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: { small: ours(64, 'small enough for two cores'), paper: fromCode(128, code) } },
    }),
    {
      ...size,
      key: 'features',
      label: 'Features',
      help: 'Numbers that both heads of the discriminator share.',
      min: 1,
      presets: { small: ours(64, 'as wide as a hidden layer'), paper: fromCode(128, code) },
    },
    ...bodyParams(['discriminator', 'generator']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const codes = {
      noise: numberOf(params, 'noiseSize'),
      categories: numberOf(params, 'categories'),
      continuous: numberOf(params, 'numbers'),
    };
    const latent = codeLatent(codes);
    const features = numberOf(params, 'features');
    const lambda = numberOf(params, 'lambda');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const body = network('body', exampleShape(data), [...seeing(context, 'discriminator', features), activation('leaky-relu')]);
    const head = network('head', [features], [dense(1, { initial: 'glorot-uniform' })]); //                                        D
    const reader = network('reader', [features], [dense(Math.max(1, codes.categories + codes.continuous), { initial: 'glorot-uniform' })]); // Q
    const generator = network(
      'generator',
      [latent.size],
      making(context, 'generator', { norm: data.kind === 'pictures' ? 'batch' : 'none' }),
    );
    const judge = (examples: Tensor) => head.apply(body.apply(examples)).flatten();
    const informationOf = (latents: Tensor, made: Tensor) => codeInformation(tf, codes, latents, reader.apply(body.apply(made)));
    const batch = numberOf(params, 'batch');

    return {
      networks: [body, head, reader, generator],
      latent,
      players: [
        {
          name: 'discriminator',
          networks: ['body', 'head', 'reader'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss({ real, latents }) {
            const made = generator.apply(latents);
            const { category, numbers } = informationOf(latents, made);
            const game = nonSaturating.judge(tf, judge(real), judge(made));
            // Even at λ = 0 the reader learns to read, from features it can't change: then one sees how little there is.
            const information = tf.add(category, numbers).mul(Math.max(lambda, 1e-6));
            return {
              loss: tf.sub(game, information).asScalar(),
              also: { 'category-information': category.asScalar(), 'number-fit': numbers.asScalar() },
            };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss({ latents }) {
            const made = generator.apply(latents);
            const { category, numbers } = informationOf(latents, made);
            return { loss: tf.sub(nonSaturating.generator(tf, judge(made)), tf.add(category, numbers).mul(lambda)).asScalar(), also: {} };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      generate: (latents) => generator.apply(latents, { training: false }),
      encode: (examples) => reader.apply(body.apply(examples, { training: false })),
      score: (examples) => head.apply(body.apply(examples, { training: false })).flatten(),
      scores: 'discriminator',
    };
  },
};
