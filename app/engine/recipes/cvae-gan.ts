import { bodyParams, latentSizeParam, making, normalLatent, numberParam, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { accuracyOf, classesOf, crossEntropy } from '../parts/classes.ts';
import { exampleShape } from '../data-shape.ts';
import { featureDistance, featuresOf } from '../parts/features.ts';
import { buildMemory } from '../parts/memory.ts';
import { buildNetwork } from '../network.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, numberOf, ours } from '../param.ts';
import { klToNormal, posteriorOf, reparameterised } from '../parts/posterior.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor, Variable } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

/** Share of a class’s centre that stays at each update: a batch has few examples of each. */
const kept = 0.9;
const judgement = 'weights of the paper were not seen; chosen so that no term is silent';

/** Four networks, four losses; the generator never hears the discriminator's verdict, only its features. */
export const cvaeGan: Recipe = {
  name: 'cvae-gan',
  title: 'CVAE-GAN',
  purpose: 'Encoder, generator, classifier and discriminator: sharp examples of a class you ask for, in a style you can keep.',
  idea:
    'A CVAE keeps class and style apart but blurs; a GAN is sharp but swings. Here the generator is asked for three things: restore what ' +
    'was encoded (in pixels and in the features of discriminator and classifier), match the mean features of real examples, and match the ' +
    'mean features of each class. Discriminator and classifier learn as usual; the generator follows their features, not their verdicts.',
  paper: {
    authors: 'Bao, Chen, Wen, Li, Hua',
    title: 'CVAE-GAN: Fine-Grained Image Generation through Asymmetric Training',
    year: 2017,
    arxiv: '1703.10155',
  },
  family: 'conditional',
  accepts: ['points', 'pictures'],
  players: ['classifier', 'discriminator', 'generator', 'encoder'],
  formulas: [
    { player: 'classifier', tex: String.raw`-\,\mathbb{E}\log P(c\mid x)` },
    {
      player: 'discriminator',
      tex: String.raw`-\,\mathbb{E}\log D(x) - \mathbb{E}\log(1-D(G(z,c))) - \mathbb{E}\log(1-D(x')),\quad x'=G(E(x,c),c)`,
    },
    {
      player: 'generator',
      tex: String.raw`\tfrac{\lambda_G}2\sum_{f\in\{\mathrm{id},f_D,f_C\}}\lVert f(x)-f(x')\rVert^2 + \tfrac{\lambda_D}2\lVert\mathbb{E}f_D(x)-\mathbb{E}f_D(G)\rVert^2 + \tfrac{\lambda_C}2\sum_c\lVert\mathbb{E}_c f_C(x)-\mathbb{E}_c f_C(G)\rVert^2`,
    },
    { player: 'encoder', tex: String.raw`\lambda\,\mathrm{KL} + \tfrac12\sum_{f}\lVert f(x)-f(x')\rVert^2` },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), { pictures: both(ours(4, 'style of small pictures')) }),
    numberParam({
      key: 'klWeight',
      label: 'λ, weight of the KL',
      help: 'How strictly codes fill the standard normal.',
      min: 0,
      max: 100,
      presets: both(ours(0.1, judgement)),
      presetsFor: {
        pictures: both(ours(30, 'measured: as strict beside a thousand features as codes need that are to be drawn from the prior')),
      },
    }),
    numberParam({
      key: 'likenessWeight',
      label: 'Weight of likeness',
      help: 'How much the generator cares to restore what was encoded; at 0 nothing is encoded, and the encoder learns nothing.',
      min: 0,
      max: 100,
      presets: both(ours(1, judgement)),
    }),
    numberParam({
      key: 'matchWeight',
      label: 'Weight of mean features',
      help: 'How much the generator cares to match real examples as a whole; at 0 it doesn’t hear the discriminator, nor do reconstructions.',
      min: 0,
      max: 100,
      presets: both(ours(1, judgement)),
    }),
    numberParam({
      key: 'classWeight',
      label: 'Weight of class centres',
      help: 'How much it cares to match each class; at 0 it doesn’t hear the classifier, nor do reconstructions.',
      min: 0,
      max: 100,
      presets: both(ours(3, judgement)),
    }),
    ...playParams({
      rates: Object.fromEntries(
        ['classifier', 'discriminator', 'generator', 'encoder'].map((player) => [
          player,
          { presets: both(ours(1e-3, 'minutes on two cores')) },
        ]),
      ),
      beta1: { presets: both(ours(0.5, 'as our other games')) },
    }),
    ...bodyParams(['encoder', 'generator', 'classifier', 'discriminator'], { eyes: ['encoder', 'classifier', 'discriminator'] }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const classes = classesOf(context, 'A CVAE-GAN');
    const latentSize = numberOf(params, 'latentSize');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const shape = exampleShape(data);
    const encoder = network('encoder', shape, seeing(context, 'encoder', 2 * latentSize, { classes }));
    const generator = network('generator', [latentSize], making(context, 'generator', { classes }));
    const classifier = network('classifier', shape, seeing(context, 'classifier', classes));
    const discriminator = network('discriminator', shape, seeing(context, 'discriminator', 1));
    const width = classifier.layers[classifier.layers.length - 2].output.reduce((product, side) => product * side, 1);
    const centres = buildMemory(tf, 'centres', { real: [classes, width], made: [classes, width] });
    const [klWeight, likenessWeight, matchWeight, classWeight] = ['klWeight', 'likenessWeight', 'matchWeight', 'classWeight'].map((key) =>
      numberOf(params, key),
    );
    const batch = numberOf(params, 'batch');
    const judge = (examples: Tensor) => discriminator.apply(examples).flatten();

    const heard = [...(matchWeight > 0 ? [discriminator] : []), ...(classWeight > 0 ? [classifier] : [])];
    /** Pixels and the features of those that are heard, each half a squared distance. */
    const likeness = (real: Tensor, restored: Tensor) =>
      tf.addN([
        featureDistance(tf, real.reshape([batch, -1]), restored.reshape([batch, -1])),
        ...heard.map((eye) => featureDistance(tf, featuresOf(eye, real), featuresOf(eye, restored))),
      ]);
    /** Mean features of each class that the batch has, mixed into what is remembered; the gradient flows through the batch’s share. */
    const centresOf = (memory: Variable, features: Tensor, condition: Tensor) => {
      const counts = condition.sum(0).expandDims(1);
      const means = tf.div(tf.matMul(condition, features, true, false), tf.maximum(counts, 1));
      const isHere = counts.greater(0).toFloat();
      const mixed = tf.add(tf.mul(memory, tf.sub(1, isHere.mul(1 - kept))), tf.mul(means, isHere.mul(1 - kept)));
      memory.assign(mixed as Variable);
      return mixed;
    };

    return {
      networks: [encoder, generator, classifier, discriminator, centres.network],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'classifier',
          networks: ['classifier'],
          optimizer: playerOptimizer(params, 'classifier'),
          batch,
          loss({ real, condition }) {
            const logits = classifier.apply(real);
            return {
              loss: crossEntropy(tf, logits, condition!).mean().asScalar(),
              also: { accuracy: accuracyOf(tf, logits, condition!).asScalar() },
            };
          },
        },
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss({ real, condition, latents, normal }) {
            const made = generator.apply(latents, { condition: condition! });
            const game = nonSaturating.judge(tf, judge(real), judge(made));
            if (likenessWeight === 0) return { loss: game, also: {} };
            const codes = reparameterised(tf, posteriorOf(tf, encoder.apply(real, { condition: condition! })), normal([batch, latentSize]));
            const restored = generator.apply(codes, { condition: condition! });
            return { loss: tf.add(game, softplus(tf, judge(restored)).mean()).asScalar(), also: {} };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss({ real, condition, latents, normal }) {
            const codes = reparameterised(tf, posteriorOf(tf, encoder.apply(real, { condition: condition! })), normal([batch, latentSize]));
            const restored = generator.apply(codes, { condition: condition! });
            const made = generator.apply(latents, { condition: condition! });
            const match = tf
              .sum(tf.square(tf.sub(featuresOf(discriminator, real).mean(0), featuresOf(discriminator, made).mean(0))))
              .mul(0.5);
            const ofReal = centresOf(centres.slots.real, featuresOf(classifier, real), condition!);
            const ofMade = centresOf(centres.slots.made, featuresOf(classifier, made), condition!);
            const perClass = tf.sum(tf.square(tf.sub(ofReal, ofMade))).mul(0.5);
            const restoring = likeness(real, restored);
            const loss = tf.addN([tf.mul(restoring, likenessWeight), tf.mul(match, matchWeight), tf.mul(perClass, classWeight)]);
            return {
              loss: loss.asScalar(),
              also: { likeness: restoring.asScalar(), match: match.asScalar(), 'class-match': perClass.asScalar() },
            };
          },
        },
        {
          name: 'encoder',
          isDue: () => likenessWeight > 0,
          networks: ['encoder'],
          optimizer: playerOptimizer(params, 'encoder'),
          batch,
          loss({ real, condition, normal }) {
            const posterior = posteriorOf(tf, encoder.apply(real, { condition: condition! }));
            const restored = generator.apply(reparameterised(tf, posterior, normal([batch, latentSize])), { condition: condition! });
            const kl = klToNormal(tf, posterior).mean().asScalar();
            return { loss: tf.add(tf.mul(kl, klWeight), likeness(real, restored)).asScalar(), also: { kl } };
          },
        },
      ],
      schedule: () => ['classifier', 'discriminator', 'generator', 'encoder'].map((player) => ({ player, updates: 1 })),
      conditionedOn: 'class',
      generate: (latents, condition) => generator.apply(latents, { training: false, condition: condition! }),
      encode: (examples, condition) => posteriorOf(tf, encoder.apply(examples, { training: false, condition: condition! })).mean,
      encodesLatents: true,
      classify: (examples) => classifier.apply(examples, { training: false }),
      columns: ({ real, condition }) => {
        const codes = posteriorOf(tf, encoder.apply(real, { training: false, condition: condition! })).mean;
        return { input: real, reconstruction: generator.apply(codes, { training: false, condition: condition! }) };
      },
    };
  },
};
