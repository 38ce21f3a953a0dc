import { StudioError } from '../../../shared/errors.ts';
import { choiceParam, latentSizeParam, normalLatent, playParams, playerOptimizer } from '../bodies.ts';
import { pictureShape } from '../data-shape.ts';
import { buildNetwork, type Layer } from '../network.ts';
import { activation, batchNorm, dense, flatten, reshape } from '../networks/index.ts';
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
    latentSizeParam({ small: ours(8, 'enough for small shapes'), paper: fromCode(100, code) }),
    {
      key: 'width',
      label: 'Width',
      group: 'networks',
      help: 'Units of each hidden layer.',
      type: 'integer',
      min: 1,
      max: 2048,
      scale: 'log',
      presets: both(ours(256, 'fully connected on small pictures')),
    },
    ...playParams({
      rates: {
        discriminators: { presets: { small: ours(5e-4, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
        generators: { presets: { small: ours(5e-4, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
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
    const pixels = data.example.reduce((product, side) => product * side, 1);
    const network = (name: string, input: number[], layers: Layer[]) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const hidden = (norm: boolean): Layer[] => [
      dense(width, { bias: !norm }),
      ...(norm ? [batchNorm()] : []),
      activation(norm ? 'relu' : 'leaky-relu'),
    ];
    const content = (name: string) => network(name, [latentSize], [...hidden(true), ...hidden(true)]);
    const drawing = (name: string) =>
      network(name, [width], [...hidden(true), dense(pixels, { initial: 'glorot-uniform' }), reshape(data.example), activation('tanh')]);
    const looking = (name: string) => network(name, data.example, [flatten(), ...hidden(false)]);
    const verdict = (name: string) => network(name, [width], [...hidden(false), dense(1, { initial: 'glorot-uniform' })]);

    const contents = isShared ? [content('content')] : [content('content-a'), content('content-b')];
    const verdicts = isShared ? [verdict('verdict')] : [verdict('verdict-a'), verdict('verdict-b')];
    const drawings = [drawing('drawing-a'), drawing('drawing-b')];
    const lookings = [looking('looking-a'), looking('looking-b')];
    const made = (domain: 0 | 1, latents: Tensor, training = true) =>
      drawings[domain].apply(contents[isShared ? 0 : domain].apply(latents, { training }), { training });
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
            const a = nonSaturating.judge(tf, judge(0, real), judge(0, made(0, latents)));
            const b = nonSaturating.judge(tf, judge(1, other!), judge(1, made(1, latents)));
            return { loss: tf.add(a, b).asScalar(), also: {} };
          },
        },
        {
          name: 'generators',
          networks: names([...contents, ...drawings]),
          optimizer: playerOptimizer(params, 'generators'),
          batch,
          loss({ latents }) {
            const a = nonSaturating.generator(tf, judge(0, made(0, latents)));
            const b = nonSaturating.generator(tf, judge(1, made(1, latents)));
            return { loss: tf.add(a, b).asScalar(), also: {} };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminators', updates: 1 },
        { player: 'generators', updates: 1 },
      ],
      generate: (latents) => made(0, latents, false),
      generateOther: (latents) => made(1, latents, false),
      columns: (_batch, latents) => ({ 'made in A': made(0, latents, false), 'made in B': made(1, latents, false) }),
    };
  },
};
