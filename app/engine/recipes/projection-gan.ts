import { featuresParam, bodyParams, latentSizeParam, making, normalLatent, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { classesOf } from '../parts/classes.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { activation, dense } from '../networks/index.ts';
import { hinge } from '../objectives/hinge.ts';
import { both, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

/** The class enters the discriminator as a direction in its features. */
export const projectionGan: Recipe = {
  name: 'projection-gan',
  title: 'Projection discriminator',
  purpose: 'A conditional GAN whose discriminator compares features with a learnt direction for each class.',
  idea:
    'Instead of setting the class beside the input, the discriminator adds two judgements of one feature vector: how real it is, and how ' +
    'far it points in the direction learnt for the class. This follows from the form of the optimal discriminator when classes are log-linear.',
  paper: { authors: 'Miyato, Koyama', title: 'cGANs with Projection Discriminator', year: 2018, arxiv: '1802.05637' },
  family: 'conditional',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`\mathbb{E}\max(0,1-D(x,c)) + \mathbb{E}\max(0,1+D(G(z,c),c)),\quad D(x,c)=\psi(\phi(x))+\langle v_c,\phi(x)\rangle`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z,c}\,D(G(z,c),c)` },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), { pictures: both(ours(16, 'enough for small pictures')) }),
    featuresParam({
      help: 'Numbers that the discriminator keeps of an example before it judges.',
      presets: both(ours(64, 'as wide as its hidden layers on points')),
    }),
    ...playParams({
      rates: {
        discriminator: { presets: both(ours(1e-3, 'minutes on two cores')) },
        generator: { presets: both(ours(1e-3, 'minutes on two cores')) },
      },
      beta1: { presets: both(ours(0.5, 'as our other games')) },
    }),
    ...bodyParams(['discriminator', 'generator']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const classes = classesOf(context, 'A projection discriminator');
    const latentSize = numberOf(params, 'latentSize');
    const features = numberOf(params, 'features');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const body = network('body', exampleShape(data), [...seeing(context, 'discriminator', features), activation('leaky-relu')]); // φ
    const head = network('head', [features], [dense(1, { initial: 'glorot-uniform' })]); //                                        ψ
    const directions = network('directions', [classes], [dense(features, { initial: 'glorot-uniform', bias: false })]); //        v
    const generator = network(
      'generator',
      [latentSize],
      making(context, 'generator', { classes, norm: data.kind === 'pictures' ? 'batch' : 'none' }),
    );
    const judge = (examples: Tensor, condition: Tensor, training = true) => {
      const seen = body.apply(examples, { training });
      return tf.add(head.apply(seen).flatten(), tf.sum(tf.mul(directions.apply(condition), seen), -1));
    };
    const batch = numberOf(params, 'batch');

    return {
      networks: [body, head, directions, generator],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'discriminator',
          networks: ['body', 'head', 'directions'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss({ real, condition, latents }) {
            const made = generator.apply(latents, { condition: condition! });
            return { loss: hinge.judge(tf, judge(real, condition!), judge(made, condition!)), also: {} };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss({ condition, latents }) {
            const made = generator.apply(latents, { condition: condition! });
            return { loss: hinge.generator(tf, judge(made, condition!)), also: {} };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      conditionedOn: 'class',
      generate: (latents, condition) => generator.apply(latents, { training: false, condition: condition! }),
      score: (examples, condition) => judge(examples, condition!, false),
      scores: 'discriminator',
    };
  },
};
