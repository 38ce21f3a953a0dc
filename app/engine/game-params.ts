import type { DataKind, ParamSpec, Params, PresetPair } from '../../shared/params.ts';
import { both, choiceOf, numberOf, ours } from './param.ts';
import type { OptimizerSpec, Turn } from './recipe.ts';

type Pairs = { presets: PresetPair; presetsFor?: Partial<Record<DataKind, PresetPair>> };

/** The knobs of the optimisers: one kind and its decays for both players, a rate for each. */
export function optimizerParams(options: {
  judge: 'critic' | 'discriminator';
  optimizer: Pairs;
  judgeRate: Pairs;
  generatorRate: Pairs;
  beta1: Pairs;
  beta2: Pairs;
}): ParamSpec[] {
  const rate = { group: 'game', type: 'number', min: 0, minExclusive: true, max: 10, scale: 'log' } as const;
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
      ...options.optimizer,
    },
    {
      ...rate,
      key: `${options.judge}Rate`,
      label: `${options.judge[0].toUpperCase()}${options.judge.slice(1)} learning rate`,
      help: `How far one update moves the weights of the ${options.judge}.`,
      ...options.judgeRate,
    },
    {
      ...rate,
      key: 'generatorRate',
      label: 'Generator learning rate',
      help: 'How far one update moves the weights of the generator.',
      ...options.generatorRate,
    },
    {
      ...beta,
      key: 'beta1',
      label: 'β₁',
      help: 'Adam: decay of the mean gradient. Gradient descent: momentum. RMSProp: not used.',
      ...options.beta1,
    },
    { ...beta, key: 'beta2', label: 'β₂', help: 'Adam and RMSProp: decay of the mean squared gradient.', ...options.beta2 },
  ];
}

export function optimizerOf(params: Params, rateKey: string): OptimizerSpec {
  const rate = numberOf(params, rateKey);
  const kind = choiceOf(params, 'optimizer', ['adam', 'rmsprop', 'sgd']);
  switch (kind) {
    case 'adam':
      return { kind, rate, beta1: numberOf(params, 'beta1'), beta2: numberOf(params, 'beta2') };
    case 'rmsprop':
      return { kind, rate, decay: numberOf(params, 'beta2') };
    case 'sgd':
      return { kind, rate, momentum: numberOf(params, 'beta1') };
  }
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
    {
      key: 'batch',
      label: 'Batch',
      group: 'schedule',
      help: 'Examples in one update.',
      type: 'integer',
      min: 1,
      max: 8192,
      scale: 'log',
      ...options.batch,
    },
    {
      key: `${judge}Steps`,
      label: `${judge[0].toUpperCase()}${judge.slice(1)} steps`,
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
        { value: 'judge-first', label: `${judge[0].toUpperCase()}${judge.slice(1)}, then generator` },
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
