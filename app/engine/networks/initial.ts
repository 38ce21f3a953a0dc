import type { Random } from '../random.ts';
import { sizeOf } from '../tensor-data.ts';

/**
 * How weights start: He et al. 2015 (arXiv:1502.01852) for layers before a relu, Glorot & Bengio 2010 before a linear or a
 * saturating output, and the N(0, 0.02) of DCGAN (arXiv:1511.06434).
 */
export type Initial = 'he-normal' | 'he-uniform' | 'glorot-normal' | 'glorot-uniform' | 'normal-0.02' | 'zeros';

/** `fanIn` and `fanOut`: how many inputs one output sees, and how many outputs one input reaches. */
export function initialValues(initial: Initial, random: Random, shape: number[], fanIn: number, fanOut: number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  const draw = drawing(initial, random, fanIn, fanOut);
  for (let at = 0; at < values.length; at += 1) {
    values[at] = draw();
  }
  return values;
}

function drawing(initial: Initial, random: Random, fanIn: number, fanOut: number): () => number {
  const normal = (deviation: number) => () => deviation * random.normal();
  const uniform = (bound: number) => () => bound * (2 * random.uniform() - 1);
  switch (initial) {
    case 'he-normal':
      return normal(Math.sqrt(2 / fanIn));
    case 'he-uniform':
      return uniform(Math.sqrt(6 / fanIn));
    case 'glorot-normal':
      return normal(Math.sqrt(2 / (fanIn + fanOut)));
    case 'glorot-uniform':
      return uniform(Math.sqrt(6 / (fanIn + fanOut)));
    case 'normal-0.02':
      return normal(0.02);
    case 'zeros':
      return () => 0;
  }
}
