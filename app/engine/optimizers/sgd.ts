import type { UpdateRule } from '../optimizer.ts';
import type { OptimizerSpec } from '../recipe.ts';

/** Gradient descent; with momentum, v ← μv − ηg and w ← w + v (Polyak 1964). */
export function sgd({ rate, momentum = 0 }: Extract<OptimizerSpec, { kind: 'sgd' }>): UpdateRule {
  return {
    slots: momentum === 0 ? [] : ['velocity'],
    update(weights, gradient, { velocity }, _updates, share) {
      if (velocity === undefined) {
        for (let i = 0; i < weights.length; i += 1) weights[i] -= share * rate * gradient[i];
        return;
      }
      for (let i = 0; i < weights.length; i += 1) {
        velocity[i] = momentum * velocity[i] - share * rate * gradient[i];
        weights[i] += velocity[i];
      }
    },
    updateFar(math, weights, gradient, slots, _updates, share): ReturnType<UpdateRule['updateFar']> {
      const step = math.mul(gradient, share * rate);
      if (momentum === 0) return { weights: math.sub(weights, step), slots: {} };
      const velocity = math.sub(math.mul(slots.velocity, momentum), step);
      return { weights: math.add(weights, velocity), slots: { velocity } };
    },
  };
}
