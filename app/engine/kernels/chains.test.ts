import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { compile } from '../recording/compile.ts';
import { playerOf } from '../recording/play.ts';
import { record } from '../recording/record.ts';
import { watchFeeds } from '../recording/feeds.ts';
import type { Tape } from '../recording/tape.ts';
import { dataBackend } from '../tensor-data.ts';
import type { Tensor, Tf, Variable } from '../tensor.ts';
import { withChains } from './chains.ts';

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('wasm', {}));
});

const peculiar = [0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-42, -3e38, 3e38, 0.1, -0.7];
const numbersFor = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, at) => peculiar[(at * 7 + seed * 5 + Math.floor(at / 11)) % peculiar.length]!);

/** A program of operations, each on two of what there is by then: variables of several shapes first. */
const program = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  columns: fc.integer({ min: 1, max: 21 }),
  lines: fc.array(
    fc.tuple(fc.constantFrom('add', 'sub', 'mul', 'div', 'neg', 'abs', 'sqrt', 'square', 'step', 'matMul', 'cast'), fc.nat(), fc.nat()),
    {
      minLength: 1,
      maxLength: 14,
    },
  ),
  kept: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
});
type Program = typeof program extends fc.Arbitrary<infer Value> ? Value : never;

function run({ rows, columns, lines, kept }: Program, variables: Variable[]): Tensor[] {
  const whole: Tensor[] = [variables[0]!, variables[1]!];
  for (const [name, first, second] of lines) {
    const a = whole[first % whole.length]!;
    const others = [...whole, ...variables];
    const b = others[second % others.length]!;
    whole.push(applied(name, a, b, [rows, columns]));
  }
  return kept.map((at) => whole[at % whole.length]!.clone());
}

function applied(name: Program['lines'][0][0], a: Tensor, b: Tensor, shape: [number, number]): Tensor {
  switch (name) {
    case 'step':
      return tf.step(a, 0.2);
    case 'cast':
      return tf.cast(a, 'float32');
    // Something that is no part of a chain, between.
    case 'matMul':
      return tf.matMul(a.reshape(shape), tf.zeros([shape[1], shape[1]]));
    case 'neg':
    case 'abs':
    case 'sqrt':
    case 'square':
      return tf[name](a);
    default:
      return tf[name](a, b);
  }
}

function played(tape: Tape, variables: Variable[]): Float32Array[] {
  const backend = dataBackend(tf);
  const player = playerOf(tape, backend);
  player.play(
    [],
    variables.map(({ dataId }) => dataId),
  );
  const found = tape.results.map((operand) => Float32Array.from(backend.readSync(player.dataOf(operand))));
  player.clear(new Set());
  return found;
}

test('chains give the bits of the kernels they stand for, one after another and over any rows', () => {
  let shorter = 0;
  fc.assert(
    fc.property(program, (written) => {
      const { rows, columns } = written;
      const shapes = [[rows, columns], [rows, columns], [columns], [1, columns], [], [rows, 1], [1]];
      const variables = shapes.map((shape, at) =>
        tf.variable(
          tf.tensor(
            numbersFor(
              shape.reduce((product, side) => product * side, 1),
              at,
            ),
            shape,
          ),
        ),
      );
      const { value, tape } = record(tf, {
        variables,
        feeds: watchFeeds(),
        run: () => tf.tidy(() => run(written, variables)),
        results: (tensors) => tensors,
      });
      if ('refusal' in tape) throw new Error(tape.refusal);
      const plain = compile(tape);
      const joined = compile(withChains(plain));
      expect(played(joined, variables)).toEqual(played(plain, variables));
      shorter += Number(joined.entries.length < plain.entries.length);
      for (const dataId of tape.constants) dataBackend(tf).disposeData(dataId);
      tf.dispose([value, variables]);
    }),
    { numRuns: 120 },
  );
  expect(shorter).toBeGreaterThan(30);
});

test('a leaky rectifier with its bias is one loop that keeps what others need', () => {
  const [x, bias] = [tf.variable(tf.ones([6, 8])), tf.variable(tf.ones([8]))];
  const leaky = () => {
    const sum = tf.add(x, bias);
    const slope = tf.step(sum, 0.2);
    return [tf.mul(sum, slope), slope];
  };
  const { value, tape } = record(tf, {
    variables: [x, bias],
    feeds: watchFeeds(),
    run: () => tf.tidy(leaky),
    results: (tensors) => tensors,
  });
  const { entries } = compile(withChains(compile(tape as Tape)));
  expect(entries.map((entry) => entry.type === 'kernel' && [entry.name, entry.inputs.length, entry.outputs.length])).toEqual([
    ['Chain', 2, 2],
  ]);
  tf.dispose([value, x, bias]);
});
