import { StudioError } from '../../../shared/errors.ts';
import { featuresParam, bodyParams, choiceParam, latentSizeParam, making, normalLatent, numberParam, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { exampleShape } from '../data-shape.ts';
import { reading } from '../parts/matching.ts';
import { buildNetwork } from '../network.ts';
import { activation, dense } from '../networks/index.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Play, Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

const code = 'reedscot/icml2016, main_cls.lua';

/** Pictures from sentences. */
export const textToPicture: Recipe = {
  name: 'text-to-picture',
  title: 'Text to picture (GAN-CLS)',
  purpose: 'Makes a picture from a sentence; the discriminator also learns from real pictures with the wrong sentence.',
  idea:
    'A discriminator of pictures and sentences sees three kinds of pair: a real picture with its sentence, a made one with its sentence, ' +
    'and a real one with another’s. The last teaches it to look whether they fit; without it, or blind to the sentence, it only asks for ' +
    'real-looking pictures and gets any.',
  paper: {
    authors: 'Reed, Akata, Yan, Logeswaran, Schiele, Lee',
    title: 'Generative Adversarial Text to Image Synthesis',
    year: 2016,
    arxiv: '1605.05396',
  },
  family: 'conditional',
  accepts: ['captions'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`-\,\mathbb{E}\log D(x,t) - w\,\mathbb{E}\log(1-D(x,\hat t)) - (1-w)\,\mathbb{E}\log(1-D(G(z,t),t)),\quad \hat t\text{ another’s sentence}`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}\log D(G(z,t),t)` },
  ],
  params: [
    choiceParam({
      key: 'sees',
      label: 'Discriminator sees',
      help: 'Blind to the sentence it can’t ask whether a picture fits: shown for comparison.',
      choices: [
        { value: 'both', label: 'Picture and sentence' },
        { value: 'picture', label: 'Picture only' },
      ],
      presets: both(ours('both', 'the system itself')),
    }),
    numberParam({
      key: 'wrongWeight',
      label: 'w, share of wrong sentences',
      help: 'How much of what is false are real pictures with a wrong sentence.',
      min: 0,
      max: 1,
      presets: both(fromCode(0.5, code)),
    }),
    numberParam({
      key: 'inputNoise',
      label: 'Noise on what is judged',
      help: 'Deviation of the noise on every picture that the discriminator sees: it can’t tell by the last shade of a pixel, and has to look at what is there.',
      min: 0,
      max: 10,
      presets: {
        small: ours(0.1, 'measured: forms of five pixels still show through; at 0.3 they blur'),
        paper: ours(0, 'not in the paper'),
      },
    }),
    {
      key: 'textSize',
      label: 'Text features',
      group: 'networks',
      help: 'Numbers that stand for a sentence.',
      type: 'integer',
      min: 1,
      max: 1024,
      scale: 'log',
      presets: { small: ours(32, 'a small grammar'), paper: fromCode(256, code) },
    },
    featuresParam({
      label: 'Picture features',
      help: 'Numbers kept of a picture before it is compared with its sentence.',
      presets: both(ours(128, 'enough for small pictures')),
    }),
    latentSizeParam({ small: ours(8, 'the sentence says nearly all'), paper: fromCode(100, code) }),
    ...playParams({
      rates: {
        discriminator: {
          presets: { small: ours(1e-3, 'twice the generator’s: it has to see what is asked of the other'), paper: fromCode(2e-4, code) },
        },
        generator: {
          presets: { small: ours(5e-4, 'measured: forms are right sooner than with equal rates'), paper: fromCode(2e-4, code) },
        },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: both(fromCode(64, code)) },
    }),
    ...bodyParams(['discriminator', 'generator'], { eyes: ['discriminator'] }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'captions') throw new StudioError('invalid', 'Text to picture needs pictures with captions; choose another dataset.');
    const [textSize, features, latentSize] = ['textSize', 'features', 'latentSize'].map((key) => numberOf(params, key));
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const words = [data.length, data.words];
    const [reader, judgeReader] = [network('reader', words, reading(textSize)), network('judge-reader', words, reading(textSize))];
    const generator = network('generator', [latentSize + textSize], making(context, 'generator'));
    const body = network('body', exampleShape(data), [...seeing(context, 'discriminator', features), activation('leaky-relu')]);
    const isBlind = choiceOf(params, 'sees', ['both', 'picture']) === 'picture';
    const head = network(
      'head',
      [isBlind ? features : features + 2 * textSize],
      [dense(128), activation('leaky-relu'), dense(1, { initial: 'glorot-uniform' })],
    );
    const matcher = network('matcher', [features], [dense(textSize, { initial: 'glorot-uniform' })]);
    const wrongWeight = isBlind ? 0 : numberOf(params, 'wrongWeight');
    const made = (latents: Tensor, sentence: Tensor, training = true) =>
      generator.apply(tf.concat([latents, reader.apply(sentence)], 1), { training });
    /** Beside both, their product: whether two things fit is no sum of what each is. */
    const judge = (pictures: Tensor, sentence: Tensor) => {
      const seen = body.apply(pictures);
      if (isBlind) return head.apply(seen).flatten();
      const read = judgeReader.apply(sentence);
      return head.apply(tf.concat([seen, read, tf.mul(matcher.apply(seen), read)], 1)).flatten();
    };
    const inputNoise = numberOf(params, 'inputNoise');
    const blurred = (pictures: Tensor, normal: Play['normal']) =>
      inputNoise === 0 ? pictures : tf.add(pictures, tf.mul(normal(pictures.shape), inputNoise));
    const batch = numberOf(params, 'batch');

    return {
      networks: [body, head, matcher, judgeReader, reader, generator],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'discriminator',
          networks: ['body', 'head', 'matcher', 'judge-reader'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss({ real, sentence, latents, normal }) {
            const seen = blurred(real, normal);
            const right = softplus(tf, tf.neg(judge(seen, sentence!))).mean();
            // Everybody gets the next one’s sentence.
            const others = tf.concat([sentence!.slice([1, 0, 0], [batch - 1, -1, -1]), sentence!.slice([0, 0, 0], [1, -1, -1])], 0);
            const wrong = softplus(tf, judge(seen, others)).mean();
            const fake = softplus(tf, judge(blurred(made(latents, sentence!), normal), sentence!)).mean();
            return {
              loss: tf.addN([right, tf.mul(wrong, wrongWeight), tf.mul(fake, 1 - wrongWeight)]).asScalar(),
              also: { wrong: wrong.asScalar() },
            };
          },
        },
        {
          name: 'generator',
          networks: ['generator', 'reader'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: ({ sentence, latents, normal }) => ({
            loss: softplus(tf, tf.neg(judge(blurred(made(latents, sentence!), normal), sentence!)))
              .mean()
              .asScalar(),
            also: {},
          }),
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      conditionedOn: 'sentence',
      generate: (latents, sentence) => made(latents, sentence!, false),
      score: (pictures, sentence) => judge(pictures, sentence!),
      scores: 'discriminator',
      columns: ({ real, sentence }, latents) => ({ made: made(latents, sentence!, false), truth: real }),
    };
  },
};
