import { expect, it } from 'vitest';
import type { Architecture, ArchitecturePlayer } from '../../../../shared/architecture.ts';
import type { Run } from '../../../../shared/run.ts';
import type { WireTensor } from '../../../../shared/safetensors.ts';
import { sgd } from '../../../engine/optimizers/sgd.ts';
import { optimizerState } from './optimizer-state.ts';

const same = (tensor: WireTensor) => tensor;

it.each([1, 0.25])('goes on by momentum at a rate that is %f of the first as Ganymede does', (share) => {
  const rule = { kind: 'sgd', rate: 0.1, momentum: 0.9 } as const;
  const velocity = Float32Array.of(0.5, -2);
  const gradient = Float32Array.of(1, 3);
  const player: ArchitecturePlayer = { name: 'critic', networks: ['critic'], batch: 8, optimizer: rule, rateNow: rule.rate * share };
  const slots = { 'critic/velocity/critic/dense1/bias': { shape: [2], data: velocity.slice() } };
  const networks = [{ name: 'critic', input: [1], output: [2], layers: [] }];
  const { tensors, told } = optimizerState(
    { run: {} as Run, step: 3, weights: {}, slots, updates: { critic: 3 }, architecture: null },
    {
      tensors: {},
      architecture: {} as Architecture,
      trained: new Map([['critic/dense1/bias', { name: 'critic.dense1.bias', turn: same }]]),
    },
    { players: [player], networks } as unknown as Architecture,
  );

  const { lr, momentum } = told.critic.options as Record<string, number>;
  const kept = tensors['optimizer.critic.state.0.momentum_buffer'].data;
  const theirs = Array.from(gradient, (g, at) => -lr * (momentum * kept[at] + g));
  const ours = new Float32Array(2);
  sgd(rule).update(ours, gradient, { velocity }, 4, share);
  for (const [at, moved] of theirs.entries()) expect(moved).toBeCloseTo(ours[at], 6);
});
