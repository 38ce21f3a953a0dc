import { StudioError } from '../../../shared/errors.ts';
import type { ParamSpec } from '../../../shared/params.ts';
import { choiceParam, latentSizeParam, numberParam } from '../parts/bodies.ts';
import { playerOptimizer, playParams } from '../parts/game-params.ts';
import { beside, blurredLatent, buildMatchingJudge, joined, matchingLoss, reading } from '../parts/matching.ts';
import { buildMemory } from '../parts/memory.ts';
import { buildNetwork, type Layer, type Network } from '../network.ts';
import { averagePool, convolutionalStages, denseStages } from '../networks/index.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import { klToNormal, posteriorOf, reparameterised } from '../parts/posterior.ts';
import type { Play, Player, Recipe } from '../recipe.ts';
import type { Tensor, Variable } from '../tensor.ts';
import { enlarged } from '../parts/translation.ts';
import { softplus, tanh } from '../twice-differentiable.ts';

const code = 'hanzhanggit/StackGAN';
const birds = 'about as many passes over the birds of the paper';
/** Stage I makes a quarter of the side, as 64 of 256 in the paper. */
const factor = 4;

/** A rough small picture of a sentence first, then the whole one from it. */
export const stackGan: Recipe = {
  name: 'stack-gan',
  title: 'StackGAN',
  purpose:
    'Makes a picture from a sentence in two stages: a small rough one, then one of four times the side that reads the sentence again.',
  idea:
    'A small picture is easy: the first stage learns form, colour and place. The second, trained after it, sees that picture and the sentence ' +
    'and only adds what is missing or wrong. Sentences are few and far between, so each is blurred into a normal distribution of codes ' +
    '(conditioning augmentation), kept near the standard normal by a KL cost. Both discriminators also see real pictures with a wrong sentence.',
  paper: {
    authors: 'Zhang, Xu, Li, Zhang, Wang, Huang, Metaxas',
    title: 'StackGAN: Text to Photo-realistic Image Synthesis with Stacked Generative Adversarial Networks',
    year: 2016,
    arxiv: '1612.03242',
  },
  family: 'stages',
  accepts: ['captions'],
  usualData: { name: 'captioned-shapes', params: { size: '32' } },
  players: ['first-discriminator', 'first-generator', 'second-discriminator', 'second-generator'],
  formulas: [
    {
      player: 'first-discriminator',
      tex: String.raw`-\,\mathbb{E}\log D_1(x_\downarrow,t)-\tfrac12\mathbb{E}\log(1-D_1(x_\downarrow,\hat t))-\tfrac12\mathbb{E}\log(1-D_1(G_1(z,c_1),t)),\quad \hat t\text{ another’s sentence}`,
    },
    {
      player: 'first-generator',
      tex: String.raw`-\,\mathbb{E}\log D_1(G_1(z,c_1),t)+\lambda\,\tfrac1d\,\mathrm{KL}\left(\mathcal N(\mu_1(t),\sigma_1^2(t))\,\|\,\mathcal N(0,1)\right),\quad c_1=\mu_1(t)+\sigma_1(t)\,\varepsilon_1`,
    },
    {
      player: 'second-discriminator',
      tex: String.raw`-\,\mathbb{E}\log D_2(x,t)-\tfrac12\mathbb{E}\log(1-D_2(x,\hat t))-\tfrac12\mathbb{E}\log(1-D_2(G_2(s,c_2),t)),\quad s=G_1(z,c_1)\text{ kept as it is}`,
    },
    {
      player: 'second-generator',
      tex: String.raw`-\,\mathbb{E}\log D_2(G_2(s,c_2),t)+\lambda\,\tfrac1d\,\mathrm{KL}\left(\mathcal N(\mu_2(t),\sigma_2^2(t))\,\|\,\mathcal N(0,1)\right)`,
    },
  ],
  params: [
    choiceParam({
      key: 'stages',
      label: 'Stages',
      help: 'One: the same networks trained end to end by the second discriminator alone; shown for comparison.',
      choices: [
        { value: 'two', label: 'Two, one after the other' },
        { value: 'one', label: 'One, end to end' },
      ],
      presets: both(ours('two', 'the system itself')),
    }),
    choiceParam({
      key: 'augmentation',
      label: 'Conditioning augmentation',
      help: 'Whether a sentence stands for a distribution of codes or for one code; without, what lies between two sentences is never trained.',
      choices: ['on', 'off'].map((value) => ({ value, label: value === 'on' ? 'On' : 'Off' })),
      presets: both(ours('on', 'the system itself')),
    }),
    numberParam({
      key: 'klWeight',
      label: 'λ, weight of the KL',
      help: 'How much a sentence’s codes pay for straying from the standard normal.',
      min: 0,
      max: 100,
      presets: both(fromCode(2, `${code}, stageI/trainer.py`)),
    }),
    {
      key: 'firstSteps',
      label: 'Steps of stage I',
      group: 'schedule',
      unit: 'steps',
      help: 'Steps at the beginning in which the small picture is learnt; stage II has the rest of the run.',
      type: 'integer',
      min: 1,
      max: 1e7,
      scale: 'log',
      presets: { small: ours(1500, 'small pictures need no more'), paper: ours(80_000, birds) },
    },
    {
      key: 'halving',
      label: 'Rate halved every',
      group: 'schedule',
      unit: 'steps',
      help: 'Steps of a stage after which its learning rates are halved, again and again.',
      type: 'integer',
      min: 1,
      max: 1e7,
      scale: 'log',
      presets: { small: ours(1500, 'once or twice in a short run'), paper: ours(14_000, birds) },
    },
    choiceParam({
      key: 'architecture',
      label: 'Architecture',
      group: 'networks',
      help: 'What the networks are made of.',
      choices: [
        { value: 'dense', label: 'Mostly fully connected', help: 'Stage II corrects the small picture enlarged.' },
        { value: 'convolutional', label: 'Convolutional', help: 'Residual blocks and nearest-neighbour enlargement, as in the paper.' },
      ],
      presets: { small: ours('dense', 'trains in minutes on two cores'), paper: fromCode('convolutional', `${code}, model.py`) },
    }),
    width('generatorWidth', 'Generator width', 'Units of a hidden layer; convolutional: filters.', 256, 128),
    width('discriminatorWidth', 'Discriminator width', 'Units of a hidden layer; convolutional: filters of its first layer.', 256, 64),
    width('textSize', 'Sentence code', 'Numbers that stand for a sentence.', 32, 128),
    latentSizeParam({ small: ours(8, 'the sentence says nearly all'), paper: fromCode(100, code) }),
    ...playParams({
      rates: {
        discriminator: { presets: { small: ours(5e-4, 'half the generator’s: else it runs ahead'), paper: fromCode(2e-4, code) } },
        generator: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: { small: ours(32, 'minutes on two cores'), paper: fromCode(64, code) } },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'captions') throw new StudioError('invalid', 'StackGAN needs pictures with captions; choose another dataset.');
    const { size, channels } = data;
    if (size % factor !== 0)
      throw new StudioError('invalid', `StackGAN makes a quarter of the side first, and ${size} can't be divided by four.`);
    const [textSize, latentSize] = [numberOf(params, 'textSize'), numberOf(params, 'latentSize')];
    const [made, judged] = [numberOf(params, 'generatorWidth'), numberOf(params, 'discriminatorWidth')];
    const layers = { dense: denseStages, convolutional: convolutionalStages }[choiceOf(params, 'architecture', ['dense', 'convolutional'])];
    const isEndToEnd = choiceOf(params, 'stages', ['two', 'one']) === 'one';
    const isAugmented = choiceOf(params, 'augmentation', ['on', 'off']) === 'on';
    const [firstSteps, halving] = [isEndToEnd ? 0 : numberOf(params, 'firstSteps'), numberOf(params, 'halving')];
    const [little, whole] = [size / factor, size].map((side) => [side, side, channels]);
    const network = (name: string, input: number[], of: Layer[]) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers: of });
    const words = [data.length, data.words];
    const readers = ['first-reader', 'second-reader'].map((name) => network(name, words, reading(2 * textSize)));
    const first = network('first-generator', [textSize + latentSize], layers.first(little, made));
    const eye = network('second-eye', little, layers.eye(little, made));
    const told = joined(eye.output, textSize);
    const second = network('second-generator', told, layers.second(told, whole, made));
    const judging = { tf, random, sentence: words, width: judged, textSize };
    const judges = [little, whole].map((picture, at) =>
      buildMatchingJudge({ ...judging, name: ['first', 'second'][at], picture, body: layers.body(picture, judged) }),
    );
    const small = network('small', whole, [averagePool(factor)]);
    const memory = buildMemory(tf, 'progress', { stage: [1] });

    /** The sentence’s code, and its KL in nats for each number of it. */
    function read(at: 0 | 1, sentence: Tensor, latents: Tensor) {
      const posterior = posteriorOf(tf, readers[at].apply(sentence));
      if (!isAugmented) return { sentenceCode: posterior.mean, kl: tf.scalar(0) };
      const noise = latents.slice([0, latentSize + at * textSize], [-1, textSize]);
      return { sentenceCode: reparameterised(tf, posterior, noise), kl: klToNormal(tf, posterior).mean().div(textSize) };
    }
    function makeFirst(latents: Tensor, sentence: Tensor, training: boolean) {
      const { sentenceCode, kl } = read(0, sentence, latents);
      return { pictures: first.apply(tf.concat([sentenceCode, latents.slice([0, 0], [-1, latentSize])], 1), { training }), kl };
    }
    function makeSecond(latents: Tensor, sentence: Tensor, training: boolean) {
      const rough = makeFirst(latents, sentence, training && isEndToEnd);
      const { sentenceCode, kl } = read(1, sentence, latents);
      const drawn = second.apply(beside(tf, eye.apply(rough.pictures, { training }), sentenceCode), { training });
      const pictures = tanh(tf, layers.corrects ? tf.add(drawn, tf.mul(enlarged(tf, rough.pictures, size), 2)) : drawn);
      return { pictures, kl: isEndToEnd ? tf.add(kl, rough.kl) : kl };
    }

    /** A stage's two players; the same game on small pictures and on whole ones. */
    function stage(at: 0 | 1, make: typeof makeFirst, generators: Network[]): Player[] {
      const name = at === 0 ? 'first' : 'second';
      const shared = {
        batch: numberOf(params, 'batch'),
        rateAt: (step: number) => 0.5 ** Math.floor((step - at * firstSteps) / halving),
      };
      return [
        {
          ...shared,
          name: `${name}-discriminator`,
          networks: judges[at].networks.map((network) => network.name),
          optimizer: playerOptimizer(params, 'discriminator'),
          loss: ({ real, sentence, latents }: Play) =>
            matchingLoss(tf, judges[at], {
              real: at === 0 ? small.apply(real) : real,
              made: make(latents, sentence!, true).pictures,
              sentence: sentence!,
            }),
        },
        {
          ...shared,
          name: `${name}-generator`,
          networks: generators.map((network) => network.name),
          optimizer: playerOptimizer(params, 'generator'),
          loss({ sentence, latents }: Play) {
            const { pictures, kl } = make(latents, sentence!, true);
            const fooling = softplus(tf, tf.neg(judges[at].score(pictures, sentence!))).mean();
            return { loss: tf.add(fooling, tf.mul(kl, numberOf(params, 'klWeight'))).asScalar(), also: { kl: kl.asScalar() } };
          },
          after: () => tf.tidy(() => memory.slots.stage.assign(tf.tensor1d([at]) as unknown as Variable)),
        },
      ];
    }

    const [ofFirst, ofSecond] = [
      [readers[0], first],
      [readers[1], eye, second],
    ];
    return {
      networks: [...ofFirst, ...ofSecond, ...judges.flatMap(({ networks }) => networks), memory.network],
      latent: blurredLatent(latentSize, textSize),
      players: [...stage(0, makeFirst, ofFirst), ...stage(1, makeSecond, isEndToEnd ? [...ofFirst, ...ofSecond] : ofSecond)],
      schedule: (step) =>
        ['discriminator', 'generator'].map((role) => ({ player: `${step < firstSteps ? 'first' : 'second'}-${role}`, updates: 1 })),
      conditionedOn: 'sentence',
      /** While stage II has not begun, the small picture enlarged. */
      generate(latents, sentence) {
        const rough = enlarged(tf, makeFirst(latents, sentence!, false).pictures, size);
        const fine = makeSecond(latents, sentence!, false).pictures;
        return tf.add(rough, tf.mul(memory.slots.stage, tf.sub(fine, rough)));
      },
      score: (pictures, sentence) => judges[1].score(pictures, sentence!),
      scores: 'discriminator',
      columns: ({ real, sentence }, latents) => ({
        'stage I': makeFirst(latents, sentence!, false).pictures,
        'stage II': makeSecond(latents, sentence!, false).pictures,
        truth: real,
      }),
    };
  },
};

function width(key: string, label: string, help: string, small: number, paper: number): ParamSpec {
  const presets = { small: ours(small, 'minutes on two cores'), paper: fromCode(paper, `${code}, model.py`) };
  return { key, label, help, group: 'networks', type: 'integer', min: 1, max: 2048, scale: 'log', presets };
}
