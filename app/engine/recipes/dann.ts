import { StudioError } from '../../../shared/errors.ts';
import { featuresParam, bodyParams, choiceParam, noLatent, numberParam, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { accuracyOf, classesOf, crossEntropy } from '../parts/classes.ts';
import { buildNetwork } from '../network.ts';
import { activation, dense } from '../networks/index.ts';
import { both, choiceOf, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { reversed, softplus } from '../twice-differentiable.ts';

const code = 'pumpikano/tf-dann';

/** A classifier for a domain whose labels nobody has. */
export const dann: Recipe = {
  name: 'dann',
  title: 'DANN',
  purpose: 'A classifier for a second domain without labels: its features must not tell which domain an example comes from.',
  idea:
    'Features serve a classifier on the labelled domain, and a second head that guesses the domain. The gradient of that head comes back ' +
    'turned round, so the features are trained to leave it in the dark: what is left is what both domains share. No game has to be balanced.',
  paper: {
    authors: 'Ganin, Ustinova, Ajakan, Germain, Larochelle, Laviolette, Marchand, Lempitsky',
    title: 'Domain-Adversarial Training of Neural Networks',
    year: 2016,
    arxiv: '1505.07818',
  },
  family: 'adaptation',
  accepts: ['domains'],
  generates: false,
  players: ['classifier'],
  formulas: [
    {
      player: 'classifier',
      tex: String.raw`-\,\mathbb{E}\log C(F(x_s))_{y_s} - \tfrac12\mathbb{E}\log D(R_\lambda F(x_s)) - \tfrac12\mathbb{E}\log\left(1-D(R_\lambda F(x_t))\right),\quad R_\lambda(f)=f,\ \tfrac{dR_\lambda}{df}=-\lambda`,
    },
  ],
  params: [
    numberParam({
      key: 'lambda',
      label: 'λ at the end',
      help: 'How strongly features hide the domain; it grows from 0 over the run. 0 is a plain classifier.',
      min: 0,
      max: 100,
      presets: both(fromPaper(1, 'arXiv:1505.07818: λ grows to 1')),
    }),
    choiceParam({
      key: 'labels',
      label: 'Labels',
      help: 'Whose labels are used. Both is cheating: the ceiling of what can be reached.',
      choices: [
        { value: 'first', label: 'First domain' },
        { value: 'both', label: 'Both domains (ceiling)' },
      ],
      presets: both(ours('first', 'the problem itself')),
    }),
    {
      key: 'horizon',
      label: 'Horizon',
      group: 'schedule',
      unit: 'steps',
      help: 'Steps over which λ grows and the rate falls.',
      type: 'integer',
      min: 1,
      max: 1e7,
      scale: 'log',
      presets: { small: ours(3000, 'a short run'), paper: fromCode(10_000, code) },
    },
    featuresParam({
      help: 'Numbers that both heads share.',
      presets: both(ours(32, 'enough for small data')),
    }),
    choiceParam({
      key: 'norm',
      label: 'Normalisation',
      help: 'Of the hidden layers before the features.',
      group: 'networks',
      choices: [
        { value: 'batch', label: 'Batch norm', help: 'Over one batch of both domains.' },
        { value: 'none', label: 'None' },
      ],
      presets: both(ours('batch', 'pictures are learnt in fewer steps')),
    }),
    {
      key: 'domainWidth',
      label: 'Domain head width',
      group: 'networks',
      help: 'Units of the hidden layer of the head that guesses the domain. One that lags behind the features is overtaken, not left in the dark.',
      type: 'integer',
      min: 1,
      max: 1024,
      scale: 'log',
      presets: both(ours(100, 'more than the features, to keep up with them')),
    },
    ...playParams({
      optimizer: { presets: both(fromCode('sgd', code)) },
      rates: { classifier: { presets: { small: ours(0.02, 'a short run; falls over it as in the paper'), paper: fromCode(0.01, code) } } },
      beta1: { presets: both(fromCode(0.9, code)) },
      batch: { presets: { small: ours(64, 'of each domain'), paper: fromCode(32, `${code}: 64 of both domains`) } },
    }),
    ...bodyParams(['body']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'domains') throw new StudioError('invalid', 'DANN needs two domains; choose another dataset.');
    const classes = classesOf(context, 'DANN');
    const features = numberOf(params, 'features');
    const [lambda, horizon] = [numberOf(params, 'lambda'), numberOf(params, 'horizon')];
    const norm = choiceOf(params, 'norm', ['batch', 'none']);
    const isCeiling = choiceOf(params, 'labels', ['first', 'both']) === 'both';
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const body = network('body', data.example, [...seeing(context, 'body', features, { norm, activation: 'relu' }), activation('relu')]);
    const head = network('head', [features], [dense(classes, { initial: 'glorot-uniform' })]);
    const domain = network(
      'domain',
      [features],
      [dense(numberOf(params, 'domainWidth'), { initial: 'he-uniform' }), activation('relu'), dense(1, { initial: 'glorot-uniform' })],
    );
    const progress = (step: number) => Math.min(1, step / horizon);

    return {
      networks: [body, head, domain],
      latent: noLatent,
      players: [
        {
          name: 'classifier',
          networks: ['body', 'head', 'domain'],
          optimizer: playerOptimizer(params, 'classifier'),
          batch: numberOf(params, 'batch'),
          rateAt: (step) => (1 + 10 * progress(step)) ** -0.75,
          loss({ scalarAt, real, condition, other, otherCondition }) {
            const weight = scalarAt((step) => lambda * (2 / (1 + Math.exp(-10 * progress(step))) - 1));
            // One batch of both domains, so that they are normalised alike.
            const [source, target] = tf.split(body.apply(tf.concat([real, other!])), 2);
            const logits = head.apply(source);
            const wrong = crossEntropy(tf, logits, condition!).mean();
            const alsoWrong = isCeiling ? crossEntropy(tf, head.apply(target), otherCondition!).mean() : tf.scalar(0);
            const guess = (seen: Tensor) => domain.apply(reversed(tf, seen, weight)).flatten();
            const [here, there] = [guess(source), guess(target)];
            const told = tf.add(softplus(tf, tf.neg(here)).mean(), softplus(tf, there).mean()).mul(0.5);
            const right = tf.add(here.greater(0).toFloat().mean(), there.less(0).toFloat().mean()).mul(0.5);
            return {
              loss: tf.addN([wrong, alsoWrong, told]).asScalar(),
              also: {
                accuracy: accuracyOf(tf, logits, condition!).asScalar(),
                'domain-accuracy': right.asScalar(),
                'class-loss': wrong.asScalar(),
              },
            };
          },
        },
      ],
      schedule: () => [{ player: 'classifier', updates: 1 }],
      encode: (examples) => body.apply(examples, { training: false }),
      classify: (examples) => head.apply(body.apply(examples, { training: false })),
    };
  },
};
