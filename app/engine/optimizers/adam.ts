import type { UpdateRule } from '../optimizer.ts';
import type { OptimizerSpec } from '../recipe.ts';

/** Adam (arXiv:1412.6980, Algorithm 1). */
export function adam({ rate, beta1, beta2, epsilon = 1e-8 }: Extract<OptimizerSpec, { kind: 'adam' }>): UpdateRule {
  return {
    slots: ['mean', 'square'],
    update(weights, gradient, { mean, square }, updates, share) {
      const meanScale = 1 / (1 - beta1 ** updates);
      const squareScale = 1 / (1 - beta2 ** updates);
      for (let i = 0; i < weights.length; i += 1) {
        const g = gradient[i];
        mean[i] = beta1 * mean[i] + (1 - beta1) * g;
        square[i] = beta2 * square[i] + (1 - beta2) * g * g;
        weights[i] -= (share * rate * mean[i] * meanScale) / (Math.sqrt(square[i] * squareScale) + epsilon);
      }
    },
    updateFar(math, weights, gradient, slots, updates, share) {
      const mean = math.add(math.mul(slots.mean, beta1), math.mul(gradient, 1 - beta1));
      const square = math.add(math.mul(slots.square, beta2), math.mul(math.mul(gradient, gradient), 1 - beta2));
      const root = math.sqrt(math.mul(square, 1 / (1 - beta2 ** updates)));
      const step = math.div(math.mul(mean, (share * rate) / (1 - beta1 ** updates)), math.add(root, epsilon));
      return { weights: math.sub(weights, step), slots: { mean, square } };
    },
  };
}
