import { StudioError } from '../../shared/errors.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Conditions } from '../../shared/trainer-protocol.ts';
import type { Dataset, Draw } from './dataset.ts';
import { findDataset } from './datasets/index.ts';
import { seededRandom } from './random.ts';
import type { DataShape, Model } from './recipe.ts';
import type { Tensor, Tf } from './tensor.ts';

export interface ChosenConditions {
  conditions: Conditions;
  /** What the generator needs, for indices into the names; the caller's to dispose, or of the tidy around. */
  pick(labels: Int32Array): Tensor;
}
interface Asked {
  config: RunConfig;
  shape: DataShape;
  model: Model;
  openDataset: () => Promise<Dataset>;
}

const drawn = 256;
const mostSentences = 64;
const mostPictures = 24;

/** What a generator can be told: its classes, sentences of its data, or pictures of it, the same for the same run. Null where it is told nothing. */
export async function conditionsOf(tf: Tf, asked: Asked): Promise<ChosenConditions | null> {
  const { model, config, openDataset } = asked;
  const told = model.conditionedOn ?? (model.generate === undefined && model.translate !== undefined ? 'picture' : undefined);
  if (told === undefined) return null;
  if (told === 'class') return classConditions(tf, asked);
  const dataset = await openDataset();
  const draw = dataset.draw(seededRandom(config.seed).fork('conditions'), told === 'sentence' ? drawn : mostPictures);
  return told === 'sentence' ? sentenceConditions(tf, dataset, draw) : pictureConditions(tf, asked.shape, draw);
}

async function classConditions(tf: Tf, { config, shape, openDataset }: Asked): Promise<ChosenConditions> {
  const count = shape.classes ?? 1;
  const isMade = findDataset(config.dataset.name).files === undefined;
  const names = isMade ? (await openDataset()).classes : null;
  const conditions: Conditions = {
    kind: 'class',
    names: Array.from({ length: count }, (_, label) => names?.[label] ?? `class ${label}`),
  };
  return { conditions, pick: (labels) => oneHot(tf, checked(labels, count), count) };
}

/** Every sentence once, in the order of the alphabet. */
function sentenceConditions(tf: Tf, dataset: Dataset, { words }: Draw): ChosenConditions {
  if (dataset.kind !== 'captions' || words === undefined) throw lacking('sentences');
  const { length, words: vocabulary } = dataset;
  const found = new Map<string, Int32Array>();
  for (let at = 0; at < words.length; at += length) {
    const indices = words.slice(at, at + length);
    found.set(
      Array.from(indices, (index) => vocabulary[index])
        .filter((word) => word !== '')
        .join(' '),
      indices,
    );
  }
  const sentences = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter((_, at, all) => at % Math.ceil(all.length / mostSentences) === 0);
  return {
    conditions: { kind: 'sentence', names: sentences.map(([name]) => name) },
    pick: (labels) => {
      const indices = Int32Array.from([...checked(labels, sentences.length)].flatMap((label) => [...sentences[label][1]]));
      return tf.tidy(() => oneHot(tf, indices, vocabulary.length).reshape([labels.length, length, vocabulary.length]));
    },
  };
}

/** Of pairs what the examples are made from, of two domains pictures of the first. */
function pictureConditions(tf: Tf, shape: DataShape, draw: Draw): ChosenConditions {
  const values = shape.kind === 'pairs' ? draw.given : shape.kind === 'domains' ? draw.values : undefined;
  if (values === undefined) throw lacking('pictures to start from');
  const size =
    shape.kind === 'pairs' ? [shape.given.size, shape.given.size, shape.given.channels] : (shape as { example: number[] }).example;
  const each = size.reduce((product, length) => product * length, 1);
  return {
    conditions: { kind: 'picture', names: Array.from({ length: mostPictures }, (_, at) => `picture ${at + 1}`) },
    pick: (labels) => {
      const chosen = new Float32Array(labels.length * each);
      checked(labels, mostPictures).forEach((label, at) => {
        chosen.set(values.subarray(label * each, (label + 1) * each), at * each);
      });
      return tf.tensor(chosen, [labels.length, ...size]);
    },
  };
}

function oneHot(tf: Tf, labels: Int32Array, depth: number): Tensor {
  return tf.oneHot(tf.tensor1d(labels, 'int32'), depth).toFloat();
}

function checked(labels: Int32Array, count: number): Int32Array {
  const wrong = labels.find((label) => label < 0 || label >= count);
  if (wrong === undefined) return labels;
  throw new StudioError('invalid', `There are ${count} conditions, numbered from 0; ${wrong} is none of them.`);
}

function lacking(what: string): StudioError {
  return new StudioError('invalid', `This system is told ${what}, and its data has none.`);
}
