import type { NamedVariable } from '../network.ts';
import { openOptimizer } from '../optimizer.ts';
import type { Scalar, Tf } from '../tensor.ts';

/** Steps between two turns of the event loop. */
const breath = 20;

/** Lowers a loss by Adam, its rate going down to nothing along half a cosine so that the last steps settle. For judges of proofs and metrics. */
export async function minimize(
  tf: Tf,
  options: { variables: NamedVariable[]; rate: number; steps: number; loss: () => Scalar },
): Promise<void> {
  const { rate, steps, loss } = options;
  const variables = options.variables.filter(({ trainable }) => trainable);
  const optimizer = openOptimizer(tf, { kind: 'adam', rate, beta1: 0.9, beta2: 0.999 }, variables);
  for (let step = 0; step < steps; step += 1) {
    const { value, grads } = tf.variableGrads(
      loss,
      variables.map(({ variable }) => variable),
    );
    const gradients: Record<string, Float32Array> = {};
    for (const { name, variable } of variables) gradients[name] = (await grads[variable.name].data()) as Float32Array;
    tf.dispose([value, grads]);
    await optimizer.apply(gradients, 0.5 * (1 + Math.cos((Math.PI * step) / steps)));
    if (step % breath === 0) await tf.nextFrame();
  }
}
