import { bodyParams, choiceParam, seeing } from '../parts/bodies.ts';
import { playerOptimizer } from '../parts/game-params.ts';
import { accuracyOf, classesOf, crossEntropy } from '../parts/classes.ts';
import { exampleShape, pictureShape } from '../data-shape.ts';
import { featuresOf } from '../parts/features.ts';
import { buildNetwork } from '../network.ts';
import { both, choiceOf, numberOf, ours } from '../param.ts';
import type { BuildContext, Play, Recipe } from '../recipe.ts';
import { shifted } from '../parts/random-shift.ts';
import type { Tensor } from '../tensor.ts';
import { buildVariational, variationalModel, variationalParams } from '../parts/variational.ts';

const aids = ['generated', 'shifts', 'noise', 'nothing'] as const;

/** A classifier on few examples, helped by what a generator makes. */
export const augmentedClassifier: Recipe = {
  name: 'augmented-classifier',
  title: 'Classifier helped by generated data',
  purpose: 'Trains a classifier on few labelled examples and on generated ones beside them, and says what they add.',
  idea:
    'A conditional VAE learns to make examples of each class; then a classifier learns from few labelled examples and, beside them, from ' +
    'made ones with the class they were asked for. A generator can’t know more than it has seen: trained on the same few examples it adds ' +
    'little, trained on more it hands that on. Compare with the few alone, with shifted copies, and with noise in place of examples.',
  paper: {
    authors: 'Antoniou, Storkey, Edwards',
    title: 'Data Augmentation Generative Adversarial Networks',
    year: 2017,
    arxiv: '1711.04340',
  },
  family: 'semi-supervised',
  accepts: ['pictures', 'points'],
  usualData: { name: 'stroke-digits', params: { size: '16' } },
  players: ['codec', 'classifier'],
  formulas: [
    {
      player: 'codec',
      tex: String.raw`-\,\mathbb{E}_{z\sim q(z|x,c)}\log p(x\mid z,c) + \beta\,\mathrm{KL}\left(q(z\mid x,c)\,\Vert\,\mathcal{N}(0,1)\right)`,
    },
    { player: 'classifier', tex: String.raw`-\,\mathbb{E}_{(x,c)}\log p(c\mid x) - w\,\mathbb{E}_{c,z}\log p(c\mid G(z,c))` },
  ],
  params: [
    {
      key: 'labelsPerClass',
      label: 'Labels per class',
      group: 'data',
      help: 'How many labelled examples of each class the classifier gets.',
      type: 'integer',
      min: 1,
      max: 1000,
      presets: both(ours(5, 'too few for a classifier alone')),
    },
    choiceParam({
      key: 'helpedBy',
      label: 'Helped by',
      help: 'What stands beside the few labelled examples.',
      choices: [
        { value: 'generated', label: 'Generated examples' },
        { value: 'shifts', label: 'Shifted copies', help: 'The few themselves, moved by up to two pixels; points by a little noise.' },
        { value: 'noise', label: 'Noise', help: 'Noise with random labels: what help that knows nothing does.' },
        { value: 'nothing', label: 'Nothing' },
      ],
      presets: both(ours('generated', 'the system itself')),
    }),
    choiceParam({
      key: 'generatorSees',
      label: 'The generator learns from',
      help: 'From all of the data with its labels, as one trained elsewhere; or from the same few examples as the classifier.',
      choices: [
        { value: 'all', label: 'All of the data' },
        { value: 'few', label: 'The same few' },
      ],
      presets: both(ours('all', 'shows what a generator hands on; the other shows that it can’t know more than it saw')),
    }),
    {
      key: 'weight',
      label: 'Weight of the added',
      group: 'game',
      help: 'How much they count beside the labelled examples.',
      type: 'number',
      min: 0,
      max: 100,
      presets: both(ours(1, 'as much as the labelled ones')),
    },
    {
      key: 'codecSteps',
      label: 'Steps of the generator',
      group: 'schedule',
      help: 'So long the generator learns; from then on it is held still and the classifier learns.',
      type: 'integer',
      min: 1,
      max: 1e7,
      scale: 'log',
      presets: both(ours(1500, 'small pictures in minutes on two cores')),
    },
    {
      key: 'classifierRate',
      label: 'Classifier learning rate',
      group: 'game',
      help: 'How far one update moves the weights of the classifier.',
      type: 'number',
      min: 0,
      minExclusive: true,
      max: 10,
      scale: 'log',
      presets: both(ours(1e-3, 'Adam’s own default, arXiv:1412.6980')),
    },
    ...variationalParams(),
    ...bodyParams(['classifier']).filter(({ key }) => key !== 'architecture'),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const classes = classesOf(context, 'A classifier');
    const generator = variationalModel(context, buildVariational(context, { encoder: classes, decoder: classes }), true);
    const [codec] = generator.players;
    const classifier = buildNetwork({
      tf,
      name: 'classifier',
      random: random.fork('classifier'),
      input: exampleShape(data),
      layers: seeing(context, 'classifier', classes),
    });
    const helpedBy = choiceOf(params, 'helpedBy', aids);
    const seesAll = choiceOf(params, 'generatorSees', ['all', 'few']) === 'all';
    const weight = numberOf(params, 'weight');
    const codecSteps = numberOf(params, 'codecSteps');

    return {
      ...generator,
      networks: [...generator.networks, classifier],
      labelled: { perClass: numberOf(params, 'labelsPerClass') },
      players: [
        {
          ...codec,
          loss: (play) => codec.loss(seesAll ? play : { ...play, real: play.labelled!.examples, condition: play.labelled!.condition }),
        },
        {
          name: 'classifier',
          networks: ['classifier'],
          optimizer: playerOptimizer(params, 'classifier'),
          batch: numberOf(params, 'batch'),
          loss(play) {
            const logits = classifier.apply(play.labelled!.examples);
            const named = crossEntropy(tf, logits, play.labelled!.condition).mean();
            const also = { 'labelled-accuracy': accuracyOf(tf, logits, play.labelled!.condition).asScalar() };
            if (helpedBy === 'nothing') return { loss: named.asScalar(), also };
            const extra = addedTo(context, play, classes, helpedBy, generator.generate!);
            const added = crossEntropy(tf, classifier.apply(extra.examples), extra.condition).mean();
            return { loss: tf.add(named, tf.mul(added, weight)).asScalar(), also };
          },
        },
      ],
      schedule: (step) => [{ player: step < codecSteps ? codec.name : 'classifier', updates: 1 }],
      encode: (examples) => featuresOf(classifier, examples, { training: false }),
      encodesLatents: false,
      classify: (examples) => classifier.apply(examples, { training: false }),
    };
  },
};

/** A batch of examples with the class that each counts as. */
function addedTo(
  { tf, data }: BuildContext,
  { latents, labelled, normal, uniform }: Play,
  classes: number,
  helpedBy: (typeof aids)[number],
  generate: (latents: Tensor, condition?: Tensor) => Tensor,
): { examples: Tensor; condition: Tensor } {
  const batch = latents.shape[0]!;
  const asked = () => tf.oneHot(tf.floor(tf.mul(uniform([batch]), classes)).toInt() as never, classes).toFloat();
  const shape = exampleShape(data);
  switch (helpedBy) {
    case 'generated': {
      const condition = asked();
      return { examples: generate(latents, condition), condition };
    }
    case 'shifts': {
      const { examples, condition } = labelled!;
      const isPicture = data.kind === 'pictures';
      const moved = isPicture
        ? shifted(tf, examples, uniform([examples.shape[0]!, 2]), { most: 2, ...pictureShape(data) })
        : tf.add(examples, tf.mul(normal([examples.shape[0]!, ...shape]), 0.05));
      return { examples: moved, condition };
    }
    default:
      return {
        examples: data.kind === 'pictures' ? tf.clipByValue(normal([batch, ...shape]), -1, 1) : normal([batch, ...shape]),
        condition: asked(),
      };
  }
}
