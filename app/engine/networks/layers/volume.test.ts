import { describe, expect, test } from 'vitest';
import { openBackend } from '../../backend.ts';
import { buildNetwork } from '../../network.ts';
import { seededRandom } from '../../random.ts';
import { volumeConv } from './volume.ts';

const { tf } = await openBackend('cpu', {});

describe.each([
  { sides: [4, 4, 4], stride: 1 },
  { sides: [4, 4, 4], stride: 2 },
  { sides: [5, 3, 5], stride: 2 },
  { sides: [4, 5, 6], stride: 2 },
] as const)('a convolution of solids of $sides by stride $stride', ({ sides, stride }) => {
  test("is a plain three-dimensional one, every side padded by one rule: TensorFlow's 'same'", () => {
    const random = seededRandom(3);
    const [channels, filters] = [2, 3];
    const network = buildNetwork({
      tf,
      name: 'n',
      random: random.fork('w'),
      input: [...sides, channels],
      layers: [volumeConv({ filters, stride })],
    });
    const x = Float32Array.from({ length: sides[0] * sides[1] * sides[2] * channels }, random.normal);
    const found = tf.tidy(() => network.apply(tf.tensor(x, [1, ...sides, channels])).dataSync());
    const kernel = network.variables.find(({ name }) => name.endsWith('kernel'))!.variable.dataSync();
    const out = sides.map((side) => Math.ceil(side / stride));
    const before = sides.map((side, at) => Math.floor(Math.max((out[at]! - 1) * stride + 3 - side, 0) / 2));
    const at = (d: number, h: number, w: number, c: number) =>
      d < 0 || h < 0 || w < 0 || d >= sides[0] || h >= sides[1] || w >= sides[2]
        ? 0
        : x[((d * sides[1] + h) * sides[2] + w) * channels + c]!;
    let place = 0;
    for (let d = 0; d < out[0]!; d += 1)
      for (let h = 0; h < out[1]!; h += 1)
        for (let w = 0; w < out[2]!; w += 1)
          for (let f = 0; f < filters; f += 1) {
            let sum = 0;
            for (let i = 0; i < 27 * channels; i += 1) {
              const [c, z] = [i % channels, Math.floor(i / channels) % 3];
              const [column, row] = [Math.floor(i / channels / 3) % 3, Math.floor(i / channels / 9)];
              const value = at(d * stride - before[0]! + z, h * stride - before[1]! + row, w * stride - before[2]! + column, c);
              sum += value * kernel[i * filters + f]!;
            }
            expect(found[place]).toBeCloseTo(sum, 4);
            place += 1;
          }
    network.dispose();
  });
});
