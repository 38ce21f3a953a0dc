import { both, ours } from '../param.ts';
import type { DatasetRecipe } from '../dataset.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import type { Random } from '../random.ts';
import { drawShape, type Shape, shapeNames } from '../drawing/shape-drawing.ts';

const domains: Record<string, [string, string]> = {
  outline: ['filled', 'outline'],
  negative: ['filled', 'negative'],
  'dim-negative': ['filled', 'dim negative'],
  shifted: ['plain', 'shifted'],
};

/** Two ways of drawing the same world, never the same shape twice. Which picture belongs to which is known, and hidden from training. */
export const shapeDomains: DatasetRecipe = {
  name: 'shape-domains',
  title: 'Two domains of shapes',
  purpose:
    'Shapes drawn in two ways, unpaired: translate one into the other without ever seeing a pair. The true partners are kept for measuring.',
  kind: 'domains',
  params: [
    pictureSizeParam([16, 28, 32, 64, 128], 16),
    {
      key: 'second',
      label: 'Second domain',
      group: 'data',
      help: 'How the second domain differs from filled white shapes on black.',
      type: 'choice',
      choices: [
        { value: 'outline', label: 'Outlines' },
        { value: 'negative', label: 'Negative', help: 'Black on white.' },
        { value: 'dim-negative', label: 'Dim negative', help: 'Dark grey on light grey: local, and invertible.' },
        {
          value: 'shifted',
          label: 'Shifted contrast',
          help: 'Gently weaker contrast on a brighter ground with noise: for domain adaptation.',
        },
      ],
      presets: both(ours('outline', 'as edges and photographs')),
    },
  ],
  open({ params }) {
    const size = Number(params.size);
    const second = String(params.second);
    const width = size * size;
    const blank = (count: number) => new Float32Array(count * width).fill(-1);
    const drawFirst = (all: Float32Array, at: number, shape: Shape) =>
      drawShape(all.subarray(at * width, (at + 1) * width), size, [1], shape);
    const drawOther = (all: Float32Array, at: number, shape: Shape, random: Random) =>
      drawSecond(all.subarray(at * width, (at + 1) * width), size, shape, second, random);
    return {
      kind: 'domains',
      example: [size, size, 1],
      names: domains[second],
      examples: null,
      classes: shapeNames,
      notes: [],
      draw(random, count) {
        const [values, other] = [blank(count), blank(count)];
        const [labels, otherLabels] = [new Int32Array(count), new Int32Array(count)];
        for (let at = 0; at < count; at += 1) {
          const [here, there] = [randomShape(random), randomShape(random)];
          drawFirst(values, at, here);
          drawOther(other, at, there, random);
          labels[at] = here.form;
          otherLabels[at] = there.form;
        }
        return { values, labels, other, otherLabels };
      },
      drawPairs(random, count) {
        const [values, other] = [blank(count), blank(count)];
        const shapes = Array.from({ length: count }, (_, at) => {
          const shape = randomShape(random);
          drawFirst(values, at, shape);
          drawOther(other, at, shape, random);
          return shape;
        });
        const factor = (of: (shape: Shape) => number) => Float32Array.from(shapes, of);
        return {
          values,
          other,
          factors: {
            x: factor(({ x }) => x),
            y: factor(({ y }) => y),
            size: factor(({ radius }) => radius),
          },
          labels: Int32Array.from(shapes, ({ form }) => form),
        };
      },
    };
  },
};

function randomShape(random: Random): Shape {
  const radius = 0.2 + 0.12 * random.uniform();
  const room = 0.46 - radius;
  const form = random.integer(shapeNames.length);
  return { form, radius, x: room * (2 * random.uniform() - 1), y: room * (2 * random.uniform() - 1), turn: 0, isFilled: true };
}

function drawSecond(picture: Float32Array, size: number, shape: Shape, second: string, random: Random): void {
  drawShape(picture, size, [1], { ...shape, isFilled: second !== 'outline' });
  for (let at = 0; at < picture.length; at += 1) {
    if (second === 'negative') picture[at] = -picture[at];
    if (second === 'dim-negative') picture[at] = -0.6 * picture[at] + 0.1;
    if (second === 'shifted') picture[at] = Math.max(-1, Math.min(1, 0.6 * picture[at] + 0.2 + 0.1 * random.normal()));
  }
}
