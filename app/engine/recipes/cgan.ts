import { bodyParams, choiceParam, latentSizeParam, making, normalLatent, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { classesOf } from '../parts/classes.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

const dcgan = 'Newmu/dcgan_code, mnist/train_cond_dcgan.py';

/** A GAN that is asked for a class. */
export const cgan: Recipe = {
  name: 'cgan',
  title: 'CGAN',
  purpose: 'A GAN that is asked for a class: generator and discriminator both get it beside their input.',
  idea:
    'The generator is given a class with its latents, the discriminator is given the class with the example, and asks not only whether ' +
    'the example is real but whether it fits. A discriminator that is not told can’t ask, and the generator does as it likes.',
  paper: { authors: 'Mirza, Osindero', title: 'Conditional Generative Adversarial Nets', year: 2014, arxiv: '1411.1784' },
  family: 'conditional',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    { player: 'discriminator', tex: String.raw`-\,\mathbb{E}_{x,c}\log D(x,c) - \mathbb{E}_{z,c}\log\left(1 - D(G(z,c),c)\right)` },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z,c}\log D(G(z,c),c)` },
  ],
  params: [
    choiceParam({
      key: 'told',
      label: 'Told the class',
      help: 'Who gets the class. A discriminator that is not told shows what its question is good for.',
      choices: [
        { value: 'both', label: 'Generator and discriminator' },
        { value: 'generator', label: 'Generator only' },
      ],
      presets: both(ours('both', 'the conditional game itself')),
    }),
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), {
      pictures: { small: ours(16, 'enough for small pictures'), paper: fromCode(100, dcgan) },
    }),
    ...playParams({
      rates: {
        discriminator: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, dcgan) } },
        generator: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, dcgan) } },
      },
      beta1: { presets: both(fromCode(0.5, dcgan)) },
      batch: { presets: { small: ours(64, 'small enough for two cores'), paper: fromCode(128, dcgan) } },
    }),
    ...bodyParams(['discriminator', 'generator']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const classes = classesOf(context, 'A conditional GAN');
    const isTold = choiceOf(params, 'told', ['both', 'generator']) === 'both';
    const latentSize = numberOf(params, 'latentSize');
    const discriminator = buildNetwork({
      tf,
      name: 'discriminator',
      random: random.fork('discriminator'),
      input: exampleShape(data),
      layers: seeing(context, 'discriminator', 1, { classes: isTold ? classes : null }),
    });
    const generator = buildNetwork({
      tf,
      name: 'generator',
      random: random.fork('generator'),
      input: [latentSize],
      layers: making(context, 'generator', { classes, norm: data.kind === 'pictures' ? 'batch' : 'none' }),
    });
    const judge = (examples: Tensor, condition: Tensor) => discriminator.apply(examples, { condition });
    const batch = numberOf(params, 'batch');

    return {
      networks: [discriminator, generator],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss({ real, condition, latents }) {
            const made = generator.apply(latents, { condition: condition! });
            return { loss: nonSaturating.judge(tf, judge(real, condition!), judge(made, condition!)), also: {} };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss({ condition, latents }) {
            const made = generator.apply(latents, { condition: condition! });
            return { loss: nonSaturating.generator(tf, judge(made, condition!)), also: {} };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      conditionedOn: 'class',
      generate: (latents, condition) => generator.apply(latents, { training: false, condition: condition! }),
      score: (examples, condition) => discriminator.apply(examples, { training: false, condition: condition! }).flatten(),
      scores: 'discriminator',
    };
  },
};
