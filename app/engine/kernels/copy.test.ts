import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyArguments } from './copy-code.ts';
import { api, compileLoops, type CopyTask } from './loops.ts';

const memory = new api.Memory({ initial: 4 });
const { run } = compileLoops(memory, { fused: false })!;
const integers = new Int32Array(memory.buffer);
const [from, to, block] = [1024, 16_384, 60_000];

const side = fc.integer({ min: 1, max: 9 });
const sizes = fc.record({ units: fc.integer({ min: 1, max: 3 }), parts: fc.integer({ min: 1, max: 3 }), rows: side, columns: side });

test.each([
  ['copy', 1],
  ['transpose', 2],
] as const)('%s moves every number to its place and touches nothing else, in whatever pieces its units are done', (name, kind) => {
  fc.assert(
    fc.property(sizes, fc.nat({ max: 3 }), fc.nat({ max: 2 }), ({ units, parts, rows, columns }, gap, cut) => {
      // With room between what belongs together, as a picture with margins has.
      const [inside, beside] = name === 'copy' ? [rows, columns + gap] : [columns, rows + gap];
      const task: CopyTask = {
        ...{ from: 4 * from, to: 4 * to, units, parts, rows, columns },
        ...{ rowFrom: 4 * (columns + gap), partFrom: 4 * rows * (columns + gap), unitFrom: 4 * parts * rows * (columns + gap) },
        ...{ rowTo: 4 * beside, partTo: 4 * inside * beside, unitTo: 4 * parts * inside * beside },
      };
      integers.fill(-1);
      const expected = integers.slice(to, to + units * parts * inside * beside + 4);
      for (let at = 0; at < units * parts * rows * columns; at += 1) {
        const [column, row] = [at % columns, Math.floor(at / columns) % rows];
        const part = Math.floor(at / (rows * columns));
        integers[from + (part * rows + row) * (columns + gap) + column] = at;
        const [line, place] = name === 'copy' ? [row, column] : [column, row];
        expected[(part * inside + line) * beside + place] = at;
      }
      integers.set(
        copyArguments.map((argument) => task[argument]),
        block,
      );
      const first = Math.min(cut, units);
      for (const [start, end] of [
        [first, units],
        [0, first],
      ] as const) {
        if (start < end) run.perform(kind, 4 * block, start, end);
      }
      expect(integers.slice(to, to + expected.length)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
