import type { UpdateRule } from '../optimizer.ts';
import type { OptimizerSpec } from '../recipe.ts';

/** s ← ρs + (1−ρ)g², w ← w − ηg/(√s + ε), as the WGAN code's framework computes it (ε outside the root, s from 0). */
export function rmsprop({ rate, decay, epsilon = 1e-8 }: Extract<OptimizerSpec, { kind: 'rmsprop' }>): UpdateRule {
  return {
    slots: ['square'],
    update(weights, gradient, { square }, _updates, share) {
      for (let i = 0; i < weights.length; i += 1) {
        const g = gradient[i];
        square[i] = decay * square[i] + (1 - decay) * g * g;
        weights[i] -= (share * rate * g) / (Math.sqrt(square[i]) + epsilon);
      }
    },
    updateFar(math, weights, gradient, slots, _updates, share) {
      const square = math.add(math.mul(slots.square, decay), math.mul(math.mul(gradient, gradient), 1 - decay));
      const step = math.div(math.mul(gradient, share * rate), math.add(math.sqrt(square), epsilon));
      return { weights: math.sub(weights, step), slots: { square } };
    },
  };
}
