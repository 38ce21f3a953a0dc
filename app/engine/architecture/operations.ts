import type { DrawingStep, DrawnSize, Knob } from '../../../shared/architecture.ts';
import { sizeOf } from '../tensor-data.ts';
import type { Tensor } from '../tensor.ts';
import { drawnSize } from './drawn-size.ts';

interface Writer {
  step(step: Omit<DrawingStep, 'name' | 'inputs' | 'shape' | 'condition'>, inputs: Tensor[], shape: number[]): Tensor;
  constant(values: ArrayLike<number>, shape: number[]): Tensor;
}
type Given = Tensor | number;

const unary = ['neg', 'tanh', 'sigmoid', 'softplus', 'relu', 'exp', 'log', 'sqrt', 'rsqrt', 'square', 'abs', 'floor'] as const;
const binary = ['add', 'sub', 'mul', 'div'] as const;
const reductions = ['sum', 'mean'] as const;

/** The part of tfjs that recipes build and draw with, as shapes: each says what comes out, and writes itself down. */
export function operations({ step, constant }: Writer) {
  const tensorOf = (given: Given): Tensor => (typeof given === 'number' ? constant([given], []) : given);
  const one = (op: string, x: Tensor, shape: number[], knobs?: Record<string, Knob | DrawnSize[]>) =>
    step({ op, ...(knobs === undefined ? {} : { knobs }) }, [x], shape);
  const two = (op: string) => (a: Given, b: Given) => {
    const inputs = [tensorOf(a), tensorOf(b)];
    return step({ op }, inputs, broadcast(inputs[0].shape, inputs[1].shape));
  };
  const reduce =
    (op: string) =>
    (x: Tensor, axis?: number | number[], keeps = false) => {
      const axes = axis === undefined ? x.shape.map((_, at) => at) : [axis].flat().map((at) => (at + x.rank) % x.rank);
      const shape = x.shape.flatMap((side, at) => (axes.includes(at) ? (keeps ? [1] : []) : [side]));
      return one(op, x, shape, { axes, keeps });
    };
  const reshape = (x: Tensor, asked: number[]) => {
    const rest = asked.filter((side) => side !== -1);
    const shape = asked.map((side) => (side === -1 ? x.size / sizeOf(rest) : side));
    return one('reshape', x, shape, { shape: shape.map(drawnSize) });
  };
  const constantOf = (value: number) => (shape: number[]) =>
    constant(new Float32Array(sizeOf(shape) > 4096 ? 0 : sizeOf(shape)).fill(value), shape);
  const shaped = (values: ArrayLike<number> | number[][], shape?: number[]) => {
    const flat = Array.isArray(values) ? (values.flat() as number[]) : values;
    return constant(flat, shape ?? (Array.isArray(values[0]) ? [values.length, (values[0] as number[]).length] : [flat.length]));
  };

  return {
    ...entries(unary, (op) => (x: Given) => one(op, tensorOf(x), tensorOf(x).shape)),
    ...entries(binary, two),
    ...entries(reductions, reduce),
    tensor: shaped,
    tensor1d: shaped,
    tensor2d: shaped,
    scalar: (value: number) => constant([value], []),
    zeros: constantOf(0),
    ones: constantOf(1),
    variable: (initial: Tensor) => step({ op: 'variable' }, [], initial.shape),
    tidy: <Value>(act: () => Value) => act(),
    keep: (x: Tensor) => x,
    dispose: () => undefined,
    memory: () => ({ numTensors: 0, numBytes: 0 }),
    clone: (x: Tensor) => x,
    toFloat: (x: Tensor) => x,
    /** As it is computed forwards. */
    customGrad:
      (act: (x: Tensor, save: () => void) => { value: Tensor }) =>
      (x: Tensor): Tensor =>
        act(x, () => undefined).value,
    step: (x: Tensor, slope: number) => one('step', x, x.shape, { slope }),
    addN: (xs: Tensor[]) => xs.slice(1).reduce((sum, x) => two('add')(sum, x), xs[0]),
    clipByValue: (x: Tensor, min: number, max: number) => one('clip', x, x.shape, { min, max }),
    matMul(a: Tensor, b: Tensor, turnsA = false, turnsB = false) {
      const shape = [a.shape[turnsA ? 1 : 0]!, b.shape[turnsB ? 0 : 1]!];
      return step({ op: 'matMul', knobs: { turnsA, turnsB } }, [a, b], shape);
    },
    concat(xs: Tensor[], given = 0) {
      const axis = (given + xs[0].rank) % xs[0].rank;
      const shape = xs[0].shape.map((side, at) => (at === axis ? xs.reduce((sum, x) => sum + x.shape[at]!, 0) : side));
      return step({ op: 'concat', knobs: { axis } }, xs, shape);
    },
    slice(x: Tensor, begin: number[], size: number[]) {
      const shape = size.map((side, at) => (side === -1 ? x.shape[at]! - begin[at] : side));
      return one('slice', x, shape, { begin, size: shape.map(drawnSize) });
    },
    split(x: Tensor, parts: number | number[], given = 0) {
      const axis = (given + x.rank) % x.rank;
      const sides = typeof parts === 'number' ? Array.from({ length: parts }, () => x.shape[axis]! / parts) : parts;
      return sides.map((side, at) => {
        const from = sides.slice(0, at).reduce((sum, before) => sum + before, 0);
        const begin = x.shape.map((_side, other) => (other === axis ? from : 0));
        const shape = x.shape.map((own, other) => (other === axis ? side : own));
        return one('slice', x, shape, { begin, size: shape.map(drawnSize) });
      });
    },
    reshape,
    flatten: (x: Tensor) => reshape(x, [x.size]),
    asScalar: (x: Tensor) => reshape(x, []),
    expandDims(x: Tensor, given = 0) {
      const axis = given < 0 ? given + x.rank + 1 : given;
      return reshape(x, [...x.shape.slice(0, axis), 1, ...x.shape.slice(axis)]);
    },
    squeeze: (x: Tensor, axes?: number[]) =>
      reshape(
        x,
        x.shape.filter((side, at) => (axes === undefined ? side !== 1 : !axes.includes(at))),
      ),
    transpose(x: Tensor, order: number[] = x.shape.map((_, at) => x.rank - 1 - at)) {
      return one(
        'transpose',
        x,
        order.map((at) => x.shape[at]!),
        { order },
      );
    },
    tile: (x: Tensor, times: number[]) =>
      one(
        'tile',
        x,
        x.shape.map((side, at) => side * times[at]),
        { times: times.map(drawnSize) },
      ),
  };
}

function entries<Name extends string, Act>(names: readonly Name[], act: (name: Name) => Act): Record<Name, Act> {
  return Object.fromEntries(names.map((name) => [name, act(name)])) as Record<Name, Act>;
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const from = (shape: readonly number[], at: number) => shape[at - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, at) => Math.max(from(a, at), from(b, at)));
}
