import { StudioError } from '../../../shared/errors.ts';
import { noLatent, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { buildNetwork } from '../network.ts';
import { patchCritic } from '../networks/index.ts';
import { both, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { meanPatch, patchGame, translatorLayers, translatorParams, translationDepartures } from '../parts/translation.ts';

/** Fills a hole as a guide says. */
export const completion: Recipe = {
  name: 'completion',
  title: 'Guided completion',
  purpose: 'Fills a hole in a picture; a guide may show what belongs there in another place.',
  idea:
    'The generator sees the picture with its hole, the mask, and where there is one a guide, and fills the hole; outside it nothing changes. What is inside ' +
    'counts by L1 and against a discriminator that sees the given beside the result. Without the guide the hole can only be guessed.',
  paper: {
    authors: 'Pathak, Krähenbühl, Donahue, Darrell, Efros',
    title: 'Context Encoders: Feature Learning by Inpainting',
    year: 2016,
    arxiv: '1604.07379',
  },
  departures: translationDepartures,
  family: 'translation',
  accepts: ['pairs'],
  usualData: { name: 'paired-shapes', params: { task: 'masked' } },
  players: ['discriminator', 'generator'],
  formulas: [
    { player: 'discriminator', tex: String.raw`-\tfrac12\,\mathbb{E}\log D(a,y) - \tfrac12\,\mathbb{E}\log\left(1-D(a,\hat y)\right)` },
    {
      player: 'generator',
      tex: String.raw`\lambda\,\frac{\lVert m\odot(y-\hat y)\rVert_1}{\lVert m\rVert_1} - \mathbb{E}\log D(a,\hat y),\quad \hat y = m\odot G(a)+(1-m)\odot y`,
    },
  ],
  params: [
    numberParam({
      key: 'lambda',
      label: 'λ, weight of L1',
      help: 'How much nearness in the hole counts beside looking real.',
      min: 0,
      max: 1e4,
      scale: 'log',
      presets: both(ours(10, 'as our pix2pix')),
    }),
    ...translatorParams('unet', 'the hole is larger than a local translator sees'),
    ...playParams({
      rates: {
        discriminator: { presets: both(ours(1e-3, 'minutes on two cores')) },
        generator: { presets: both(ours(1e-3, 'minutes on two cores')) },
      },
      beta1: { presets: both(ours(0.5, 'as our other games')) },
      batch: { presets: both(ours(16, 'minutes on two cores')) },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'pairs' || data.given.size !== data.size) throw noHoles();
    const { size, channels } = data;
    // Given: the picture with a hole, the mask (1 inside), and where there is one the guide.
    const hasGuide = data.given.channels === 2 * channels + 1;
    if (!hasGuide && data.given.channels !== channels + 1) throw noHoles();
    const lambda = numberOf(params, 'lambda');
    const batch = numberOf(params, 'batch');
    const network = (name: string, depth: number, layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input: [size, size, depth], layers });
    const generator = network('generator', data.given.channels, translatorLayers(context, { size, channels }));
    const discriminator = network(
      'discriminator',
      data.given.channels + channels,
      patchCritic({ width: numberOf(params, 'discriminatorWidth') }),
    );
    const part = (given: Tensor, from: number, depth: number) => given.slice([0, 0, 0, from], [-1, -1, -1, depth]);
    const pictureOf = (given: Tensor) => part(given, 0, channels);
    const holeOf = (given: Tensor) => tf.mul(tf.add(part(given, channels, 1), 1), 0.5);
    const filled = (given: Tensor, training = true) => {
      const hole = holeOf(given);
      return tf.add(tf.mul(hole, generator.apply(given, { training })), tf.mul(tf.sub(1, hole), pictureOf(given)));
    };
    const judge = (given: Tensor, pictures: Tensor) => discriminator.apply(tf.concat([given, pictures], 3));

    return {
      networks: [discriminator, generator],
      latent: noLatent,
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss: ({ real, given }) => ({ loss: patchGame.bce.judge(tf, judge(given!, real), judge(given!, filled(given!))), also: {} }),
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss({ real, given }) {
            const made = filled(given!);
            const off = tf.div(tf.abs(tf.sub(real, made)).sum(), tf.mul(holeOf(given!).sum(), channels)).asScalar();
            const fooling = patchGame.bce.generator(tf, judge(given!, made));
            return { loss: tf.add(fooling, tf.mul(off, lambda)).asScalar(), also: { 'l1-in-hole': off, fooling } };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      conditionedOn: 'picture',
      generate: (_latents, given) => filled(given!, false),
      score: (pictures, given) => meanPatch(judge(given!, pictures)),
      scores: 'discriminator',
      columns: ({ real, given }) => ({
        given: pictureOf(given!),
        ...(hasGuide ? { guide: part(given!, channels + 1, channels) } : {}),
        made: filled(given!, false),
        truth: real,
      }),
    };
  },
};

function noHoles(): StudioError {
  const message = 'Completion needs pictures with a hole and their mask; choose masked-folder, or the task masked of paired-shapes.';
  return new StudioError('invalid', message);
}
