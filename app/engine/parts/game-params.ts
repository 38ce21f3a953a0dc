import type { DataKind, ParamSpec, Params, PresetPair } from '../../../shared/params.ts';
import { both, capital, choiceOf, numberOf, ours } from '../param.ts';
import type { OptimizerSpec, Turn } from '../recipe.ts';

export type Pairs = { presets: PresetPair; presetsFor?: Partial<Record<DataKind, PresetPair>> };

interface OptimizerPairs {
  optimizer?: Pairs;
  /** By player. */
  rates: Record<string, Pairs>;
  beta1?: Pairs;
  beta2?: Pairs;
  decay?: Pairs;
}

/** One optimiser for all players, a learning rate for each, and the batch: games whose turns are no one's to choose. */
export function playParams({ batch, ...optimizer }: OptimizerPairs & { batch?: Pairs }): ParamSpec[] {
  return [...optimizerParams(optimizer), batchParam(batch ?? { presets: both(ours(64, 'small enough for two cores')) })];
}

/** The knobs of the optimisers: one kind and its decays for all players, a rate for each. */
export function optimizerParams({ optimizer, rates, beta1, beta2, decay }: OptimizerPairs): ParamSpec[] {
  const beta = { group: 'game', type: 'number', min: 0, max: 0.9999 } as const;
  return [
    {
      key: 'optimizer',
      label: 'Optimiser',
      group: 'game',
      help: 'How a gradient becomes a change of the weights.',
      type: 'choice',
      choices: [
        { value: 'adam', label: 'Adam' },
        { value: 'rmsprop', label: 'RMSProp' },
        { value: 'sgd', label: 'Gradient descent', help: 'With momentum β₁.' },
      ],
      ...(optimizer ?? { presets: both(ours('adam', 'steady without much tuning')) }),
    },
    ...Object.entries(rates).map(([player, pairs]): ParamSpec => {
      const name = player.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
      return {
        key: `${player}Rate`,
        label: `${capital(name)} learning rate`,
        group: 'game',
        help: `How far one update moves the weights of the ${name}.`,
        type: 'number',
        min: 0,
        minExclusive: true,
        max: 10,
        scale: 'log',
        ...pairs,
      };
    }),
    {
      ...beta,
      key: 'beta1',
      label: 'β₁',
      help: 'Adam: decay of the mean gradient. Gradient descent: momentum. RMSProp: not used.',
      ...(beta1 ?? { presets: both(ours(0.9, 'Adam’s own default, arXiv:1412.6980')) }),
    },
    {
      ...beta,
      key: 'beta2',
      label: 'β₂',
      help: 'Adam: decay of the mean squared gradient. The others: not used.',
      ...(beta2 ?? { presets: both(ours(0.999, 'Adam’s own default, arXiv:1412.6980')) }),
    },
    {
      ...beta,
      key: 'rmspropDecay',
      label: 'RMSProp decay',
      help: 'RMSProp: decay of the mean squared gradient. The others: not used.',
      formerly: 'beta2',
      ...(decay ?? { presets: both(ours(0.99, 'PyTorch’s default; TensorFlow’s is 0.9')) }),
    },
  ];
}

export function playerOptimizer(params: Params, player: string): OptimizerSpec {
  const rate = numberOf(params, `${player}Rate`);
  const kind = choiceOf(params, 'optimizer', ['adam', 'rmsprop', 'sgd']);
  switch (kind) {
    case 'adam':
      return { kind, rate, beta1: numberOf(params, 'beta1'), beta2: numberOf(params, 'beta2') };
    case 'rmsprop':
      return { kind, rate, decay: numberOf(params, 'rmspropDecay') };
    case 'sgd':
      return { kind, rate, momentum: numberOf(params, 'beta1') };
  }
}

function batchParam(pairs: Pairs): ParamSpec {
  return {
    key: 'batch',
    label: 'Batch',
    group: 'schedule',
    help: 'Examples in one update.',
    type: 'integer',
    min: 1,
    max: 8192,
    scale: 'log',
    ...pairs,
  };
}

/** Learning rates that fall in a line to nothing, for both players: what swings around its goal comes to rest there. */
export function decayParam(presets: PresetPair): ParamSpec {
  return {
    key: 'decaySteps',
    label: 'Rates fall over',
    group: 'schedule',
    help: 'Steps in which both learning rates fall in a line to nothing, where the run should end; 0 keeps them as they are.',
    type: 'integer',
    min: 0,
    max: 1e7,
    presets,
  };
}

export function decayOf(params: Params): (step: number) => number {
  const over = numberOf(params, 'decaySteps');
  return (step) => (over === 0 ? 1 : Math.max(0, 1 - step / over));
}

/** The knobs of who moves when. */
export function scheduleParams(options: { judge: 'critic' | 'discriminator'; batch: Pairs; judgeSteps: PresetPair }): ParamSpec[] {
  const { judge } = options;
  return [
    batchParam(options.batch),
    {
      key: `${judge}Steps`,
      label: `${capital(judge)} steps`,
      group: 'schedule',
      help: `Updates of the ${judge} for each update of the generator.`,
      type: 'integer',
      min: 1,
      max: 1000,
      presets: options.judgeSteps,
    },
    {
      key: 'order',
      label: 'Order',
      group: 'schedule',
      help: 'Who moves first in a step.',
      type: 'choice',
      choices: [
        { value: 'judge-first', label: `${capital(judge)}, then generator` },
        { value: 'generator-first', label: `Generator, then ${judge}` },
      ],
      presets: both(ours('judge-first', 'the order of Algorithm 1 in the papers')),
    },
  ];
}

/** The turns of one step. */
export function alternate(params: Params, judge: string, judgeSteps: number): Turn[] {
  const turns = [
    { player: judge, updates: judgeSteps },
    { player: 'generator', updates: 1 },
  ];
  return choiceOf(params, 'order', ['judge-first', 'generator-first']) === 'judge-first' ? turns : turns.reverse();
}
