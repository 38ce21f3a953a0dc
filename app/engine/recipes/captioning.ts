import { StudioError } from '../../../shared/errors.ts';
import type { ParamSpec } from '../../../shared/params.ts';
import { bodyParams, noLatent, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { crossEntropy } from '../parts/classes.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { dense } from '../networks/index.ts';
import { both, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { sigmoid, tanh } from '../twice-differentiable.ts';

/** Forms of a few pixels are told apart by convolutions, hardly by a fully connected eye. */
const seeingParams: Record<string, Pick<ParamSpec, 'presets' | 'presetsFor'>> = {
  architecture: { presets: both(ours('convolutional', 'measured: all captions right where a fully connected eye gets two of three')) },
  eyeWidth: { presets: { small: ours(16, 'filters, minutes on two cores'), paper: ours(64, 'filters, as DCGAN') }, presetsFor: {} },
};

/** A sentence from a picture, word by word. */
export const captioning: Recipe = {
  name: 'captioning',
  title: 'Captioning',
  purpose: 'Says what a picture shows: a network that sees, and one that speaks word after word.',
  idea:
    'A network reads the picture into a few numbers, which are the first thing a recurrent network (LSTM) hears; from then on it hears ' +
    'the word before and says the next. While training it hears the true words; afterwards its own, the likeliest at each place.',
  paper: {
    authors: 'Vinyals, Toshev, Bengio, Erhan',
    title: 'Show and Tell: A Neural Image Caption Generator',
    year: 2014,
    arxiv: '1411.4555',
  },
  family: 'captioning',
  accepts: ['captions'],
  generates: false,
  players: ['speaker'],
  formulas: [{ player: 'speaker', tex: String.raw`-\,\mathbb{E}\sum_t \log p(w_t\mid x, w_1,\dots,w_{t-1})` }],
  params: [
    {
      key: 'memory',
      label: 'Memory',
      group: 'networks',
      help: 'Numbers that the speaking network remembers.',
      type: 'integer',
      min: 1,
      max: 1024,
      scale: 'log',
      presets: { small: ours(64, 'a small grammar'), paper: ours(512, 'as published') },
    },
    ...playParams({
      rates: { speaker: { presets: both(ours(7e-4, 'measured: at 2e-3 it learns the grammar and never looks')) } },
      batch: { presets: both(ours(64, 'minutes on two cores')) },
    }),
    ...bodyParams(['eye']).map((spec) => ({ ...spec, ...(seeingParams[spec.key] ?? {}) })),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'captions') throw new StudioError('invalid', 'Captioning needs pictures with captions; choose another dataset.');
    const { length, words } = data;
    const memory = numberOf(params, 'memory');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const eye = network('eye', exampleShape(data), seeing(context, 'eye', memory));
    const ear = network('ear', [words], [dense(memory, { initial: 'glorot-uniform', bias: false })]);
    const cell = network('cell', [2 * memory], [dense(4 * memory, { initial: 'glorot-uniform' })]);
    const mouth = network('mouth', [memory], [dense(words, { initial: 'glorot-uniform' })]);

    type State = { hidden: Tensor; cells: Tensor };
    /** One step of an LSTM: gates in, forget, out, and what is new. */
    const hear = ({ hidden, cells }: State, heard: Tensor): State => {
      const [enter, keep, leave, fresh] = tf.split(cell.apply(tf.concat([heard, hidden], 1)), 4, 1);
      const next = tf.add(tf.mul(sigmoid(tf, tf.add(keep, 1)), cells), tf.mul(sigmoid(tf, enter), tanh(tf, fresh)));
      return { hidden: tf.mul(sigmoid(tf, leave), tanh(tf, next)), cells: next };
    };
    const start = (pictures: Tensor): State => {
      const count = pictures.shape[0]!;
      return hear({ hidden: tf.zeros([count, memory]), cells: tf.zeros([count, memory]) }, eye.apply(pictures));
    };
    const wordAt = (sentence: Tensor, at: number) => sentence.slice([0, at, 0], [-1, 1, -1]).squeeze([1]);
    /** Log-loss of every word given the true ones before it: [n]. */
    const wrongness = (pictures: Tensor, sentence: Tensor) => {
      let state = start(pictures);
      const losses: Tensor[] = [];
      for (let at = 0; at < length; at += 1) {
        losses.push(crossEntropy(tf, mouth.apply(state.hidden), wordAt(sentence, at)));
        if (at + 1 < length) state = hear(state, ear.apply(wordAt(sentence, at)));
      }
      return tf.addN(losses);
    };

    return {
      networks: [eye, ear, cell, mouth],
      latent: noLatent,
      players: [
        {
          name: 'speaker',
          networks: ['eye', 'ear', 'cell', 'mouth'],
          optimizer: playerOptimizer(params, 'speaker'),
          batch: numberOf(params, 'batch'),
          loss: ({ real, sentence }) => ({ loss: wrongness(real, sentence!).mean().asScalar(), also: {} }),
        },
      ],
      schedule: () => [{ player: 'speaker', updates: 1 }],
      caption(pictures) {
        let state = start(pictures);
        const said: Tensor[] = [];
        for (let at = 0; at < length; at += 1) {
          const word = mouth.apply(state.hidden).argMax(-1);
          said.push(word);
          if (at + 1 < length) state = hear(state, ear.apply(tf.oneHot(word.toInt() as never, words).toFloat()));
        }
        return tf.stack(said, 1).toInt();
      },
    };
  },
};
