import type { Architecture, ArchitecturePlayer } from '../../../../shared/architecture.ts';
import type { WireTensor } from '../../../../shared/safetensors.ts';
import type { CheckpointWeights } from '../checkpoint-weights.ts';
import type { StateDict } from './state-dict.ts';

/** What torch.optim is told, and the names of the parameters in its order. */
export interface TorchOptimizer {
  kind: 'Adam' | 'RMSprop' | 'SGD';
  options: Record<string, number | number[]>;
  parameters: string[];
}

/**
 * `optimizer.<player>.state.<place>.exp_avg` and so on, places as `load_state_dict` counts them. The rules are torch's own but for
 * momentum, where torch keeps the gradients' sum and we the way: v = −rate · buffer. The rate is what it has become at this step.
 */
export function optimizerState(checkpoint: CheckpointWeights, { trained }: StateDict, { players, networks }: Architecture) {
  const tensors: Record<string, WireTensor> = {};
  const told: Record<string, TorchOptimizer> = {};
  for (const { name: player, networks: owned, optimizer, rateNow } of players) {
    const places = [...trained].filter(([tensor]) => networks.some(({ name }) => owned.includes(name) && tensor.startsWith(`${name}/`)));
    const rule = ruleOf(optimizer, rateNow);
    told[player] = { kind: rule.kind, options: rule.options, parameters: places.map(([, { name }]) => name) };
    for (const [place, [tensor, { turn }]] of places.entries()) {
      const under = `optimizer.${player}.state.${place}`;
      if (rule.counts) tensors[`${under}.step`] = { shape: [], data: Float32Array.of(checkpoint.updates[player] ?? 0) };
      for (const [slot, { name, scale = 1 }] of Object.entries(rule.slots)) {
        const kept = checkpoint.slots[`${player}/${slot}/${tensor}`];
        if (kept === undefined) continue;
        const moved = turn(kept);
        tensors[`${under}.${name}`] = scale === 1 ? moved : { shape: moved.shape, data: moved.data.map((value) => value * scale) };
      }
    }
  }
  return { tensors, told };
}

interface Rule extends Omit<TorchOptimizer, 'parameters'> {
  counts: boolean;
  slots: Record<string, { name: string; scale?: number }>;
}

function ruleOf({ kind, ...knobs }: ArchitecturePlayer['optimizer'], rateNow?: number): Rule {
  const { rate: base, epsilon = 1e-8, ...more } = knobs as Record<string, number>;
  const rate = rateNow ?? base;
  switch (kind) {
    case 'adam':
      return {
        kind: 'Adam',
        options: { lr: rate, betas: [more.beta1, more.beta2], eps: epsilon },
        counts: true,
        slots: { mean: { name: 'exp_avg' }, square: { name: 'exp_avg_sq' } },
      };
    case 'rmsprop':
      return {
        kind: 'RMSprop',
        options: { lr: rate, alpha: more.decay, eps: epsilon },
        counts: true,
        slots: { square: { name: 'square_avg' } },
      };
    default:
      return {
        kind: 'SGD',
        options: { lr: rate, momentum: more.momentum ?? 0 },
        counts: false,
        // A rate of 0 moves nothing in torch, whatever the buffer.
        slots: { velocity: { name: 'momentum_buffer', scale: -1 / (rate || base) } },
      };
  }
}
