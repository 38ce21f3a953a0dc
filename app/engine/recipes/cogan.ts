import { StudioError } from '../../../shared/errors.ts';
import { choiceParam, latentSizeParam, normalLatent } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { pictureShape } from '../data-shape.ts';
import { buildNetwork, type Layer } from '../network.ts';
import { activation, batchNorm, conv, dense, flatten, reshape } from '../networks/index.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

const code = 'mingyuliutw/CoGAN, cogan_pytorch';

/** Two GANs that share what decides the content. */
export const coGan: Recipe = {
  name: 'cogan',
  title: 'CoGAN',
  purpose: 'Two GANs that share their deep layers, so that one latent gives the same content in both domains, without a pair seen.',
  idea:
    'Generators decide content first and details last; discriminators see details first and content last. If the two generators share ' +
    'their first layers and the two discriminators their last, one latent has to mean the same in both domains. Without sharing, nothing ' +
    'ties them.',
  paper: { authors: 'Liu, Tuzel', title: 'Coupled Generative Adversarial Networks', year: 2016, arxiv: '1606.07536' },
  family: 'translation',
  accepts: ['domains'],
  players: ['discriminators', 'generators'],
  formulas: [
    { player: 'discriminators', tex: String.raw`\sum_{i\in\{A,B\}} -\,\mathbb{E}\log D_i(x_i) - \mathbb{E}\log(1-D_i(G_i(z)))` },
    { player: 'generators', tex: String.raw`\sum_{i\in\{A,B\}} -\,\mathbb{E}\log D_i(G_i(z))` },
  ],
  params: [
    choiceParam({
      key: 'sharing',
      label: 'Sharing',
      help: 'Whether the deep layers are one for both domains.',
      choices: [
        { value: 'shared', label: 'Shared' },
        { value: 'apart', label: 'Apart (two separate GANs)' },
      ],
      presets: both(ours('shared', 'the system itself')),
    }),
    latentSizeParam(both(fromCode(100, code))),
    {
      key: 'width',
      label: 'Width',
      group: 'networks',
      help: 'Units of each shared hidden layer.',
      type: 'integer',
      min: 1,
      max: 2048,
      scale: 'log',
      presets: both(ours(256, 'shared layers are fully connected on small pictures')),
    },
    {
      key: 'filters',
      label: 'Filters',
      group: 'networks',
      help: 'Maps that the shared layers hand to each domain’s own last convolution; its first looking one has twice as many.',
      type: 'integer',
      min: 1,
      max: 256,
      scale: 'log',
      presets: both(ours(8, 'enough for small shapes')),
    },
    ...playParams({
      rates: {
        discriminators: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
        generators: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: both(fromCode(64, code)) },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'domains' || data.example.length !== 3)
      throw new StudioError('invalid', 'CoGAN needs two domains of pictures; choose another dataset.');
    pictureShape(data);
    const isShared = choiceOf(params, 'sharing', ['shared', 'apart']) === 'shared';
    const latentSize = numberOf(params, 'latentSize');
    const width = numberOf(params, 'width');
    const network = (name: string, input: number[], layers: Layer[]) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const [size] = data.example;
    const filters = numberOf(params, 'filters');
    const rising = (units: number): Layer[] => [dense(units, { bias: false }), batchNorm(), activation('relu')];
    // What is a domain's own is local, as in the released code: it can paint a place, not move it.
    const content = (name: string) =>
      network(name, [latentSize], [...rising(width), ...rising(width), ...rising(size * size * filters), reshape([size, size, filters])]);
    const drawing = (name: string) =>
      network(name, [size, size, filters], [conv({ filters: data.example[2], kernel: 5, initial: 'glorot-normal' }), activation('tanh')]);
    const looking = (name: string) =>
      network(name, data.example, [conv({ filters: 2 * filters, kernel: 5, stride: 2 }), activation('leaky-relu')]);
    const verdict = (name: string) =>
      network(name, lookings[0].output, [
        flatten(),
        dense(width),
        activation('leaky-relu'),
        dense(width),
        activation('leaky-relu'),
        dense(1, { initial: 'glorot-uniform' }),
      ]);

    const lookings = [looking('looking-a'), looking('looking-b')];
    const contents = isShared ? [content('content')] : [content('content-a'), content('content-b')];
    const verdicts = isShared ? [verdict('verdict')] : [verdict('verdict-a'), verdict('verdict-b')];
    const drawings = [drawing('drawing-a'), drawing('drawing-b')];
    /** One latent in both domains; what is shared is worked out once. */
    const made = (latents: Tensor, training = true): [Tensor, Tensor] => {
      const maps = contents.map((network) => network.apply(latents, { training }));
      return [drawings[0].apply(maps[0], { training }), drawings[1].apply(maps.at(-1)!, { training })];
    };
    const judge = (domain: 0 | 1, examples: Tensor) => verdicts[isShared ? 0 : domain].apply(lookings[domain].apply(examples)).flatten();
    const names = (networks: { name: string }[]) => networks.map(({ name }) => name);
    const batch = numberOf(params, 'batch');

    return {
      networks: [...lookings, ...verdicts, ...contents, ...drawings],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'discriminators',
          networks: names([...lookings, ...verdicts]),
          optimizer: playerOptimizer(params, 'discriminators'),
          batch,
          loss({ real, other, latents }) {
            const [madeA, madeB] = made(latents);
            const a = nonSaturating.judge(tf, judge(0, real), judge(0, madeA));
            const b = nonSaturating.judge(tf, judge(1, other!), judge(1, madeB));
            return { loss: tf.add(a, b).asScalar(), also: {} };
          },
        },
        {
          name: 'generators',
          networks: names([...contents, ...drawings]),
          optimizer: playerOptimizer(params, 'generators'),
          batch,
          loss({ latents }) {
            const [madeA, madeB] = made(latents);
            const a = nonSaturating.generator(tf, judge(0, madeA));
            const b = nonSaturating.generator(tf, judge(1, madeB));
            return { loss: tf.add(a, b).asScalar(), also: {} };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminators', updates: 1 },
        { player: 'generators', updates: 1 },
      ],
      generate: (latents) => made(latents, false)[0],
      generateOther: (latents) => made(latents, false)[1],
      columns(_batch, latents) {
        const [a, b] = made(latents, false);
        return { 'made in A': a, 'made in B': b };
      },
    };
  },
};
