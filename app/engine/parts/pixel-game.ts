import type { ParamSpec, PresetPair } from '../../../shared/params.ts';
import { StudioError } from '../../../shared/errors.ts';
import { pictureShape } from '../data-shape.ts';
import { playParams, playerOptimizer } from './game-params.ts';
import { buildNetwork, type Layer } from '../network.ts';
import { both, fromCode, numberOf, ours } from '../param.ts';
import { bitsPerValue, drawPixels, noiseLatent, pixelLikelihood } from './pixel-sampling.ts';
import type { BuildContext, Model } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

/** Knobs of the network of every system that draws pictures pixel by pixel. */
export function pixelNetworkParams(options: { width: PresetPair; blocks: PresetPair; blocksHelp: string }): ParamSpec[] {
  return [
    {
      key: 'levels',
      label: 'Levels',
      group: 'networks',
      help: 'Shades that are told apart; 2 is black and white.',
      type: 'integer',
      min: 2,
      max: 256,
      presets: { small: ours(2, 'black and white'), paper: fromCode(256, 'one for each value of a byte') },
    },
    {
      key: 'width',
      label: 'Width',
      group: 'networks',
      help: 'Channels of every layer.',
      type: 'integer',
      min: 1,
      max: 512,
      scale: 'log',
      presets: options.width,
    },
    {
      key: 'blockDepth',
      label: 'Blocks',
      group: 'networks',
      help: options.blocksHelp,
      type: 'integer',
      min: 1,
      max: 32,
      presets: options.blocks,
    },
  ];
}

/** The same, and those of its training where there is nothing else to train. */
export function pixelParams(options: { width: PresetPair; blocks: PresetPair; blocksHelp: string }): ParamSpec[] {
  return [
    ...pixelNetworkParams(options),
    ...playParams({
      rates: { predictor: { presets: both(ours(2e-3, 'minutes on two cores')) } },
      batch: { presets: both(ours(32, 'minutes on two cores')) },
    }),
  ];
}

/** How many values of a pixel come one after another. @throws StudioError for what is no picture */
export function colorsOf({ data }: BuildContext, system: string): number {
  if (data.kind === 'pictures') return data.channels;
  throw new StudioError('invalid', `${system} takes pictures, not ${data.kind}; choose a dataset of pictures.`);
}

/** Side of grey pictures. @throws StudioError for other data, and for colours */
export function greySize({ data }: BuildContext, system: string): number {
  if (data.kind === 'pictures' && data.channels === 1) return data.size;
  throw new StudioError('invalid', `${system} takes pictures of one channel; choose grey pictures.`);
}

/** One player, the predictor: from layers whose output for each value does not depend on that value or on later ones; [s,s,levels·channels], the colours of a level side by side. */
export function pixelGame(context: BuildContext, { layers, isTold }: { layers: Layer[]; isTold: boolean }): Model {
  const { tf, params, random, data } = context;
  const { size, channels } = pictureShape(data);
  const values = size * size * channels;
  const levels = numberOf(params, 'levels');
  const predictor = buildNetwork({ tf, name: 'predictor', random: random.fork('predictor'), input: [size, size, channels], layers });
  const logits = (condition?: Tensor | null) => (pictures: Tensor) =>
    tf
      .transpose(
        predictor.apply(pictures, isTold ? { condition: condition! } : {}).reshape([pictures.shape[0]!, -1, levels, channels]),
        [0, 1, 3, 2],
      )
      .reshape([pictures.shape[0]!, -1, levels]);

  return {
    networks: [predictor],
    latent: noiseLatent(values),
    ...(isTold ? { conditionedOn: 'class' as const } : {}),
    players: [
      {
        name: 'predictor',
        networks: ['predictor'],
        optimizer: playerOptimizer(params, 'predictor'),
        batch: numberOf(params, 'batch'),
        loss({ real, condition }) {
          const likelihood = pixelLikelihood(tf, logits(condition), real, levels);
          return {
            loss: likelihood.mean().neg().asScalar(),
            also: { 'bits-per-value': bitsPerValue(tf, likelihood, values).asScalar() },
          };
        },
      },
    ],
    schedule: () => [{ player: 'predictor', updates: 1 }],
    generate: (noise, condition) => drawPixels(tf, logits(condition), noise, { size, channels, levels, reach: predictor.reach }),
    logLikelihood: (pictures, condition) => pixelLikelihood(tf, logits(condition), pictures, levels),
    predict: (pictures, condition) => tf.softmax(logits(condition)(pictures)),
  };
}
