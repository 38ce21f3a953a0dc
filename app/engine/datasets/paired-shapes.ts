import { both, ours } from '../param.ts';
import type { DatasetRecipe } from '../dataset.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import type { Random } from '../random.ts';
import { colorOf, drawShape, type Shape, shapeNames } from '../drawing/shape-drawing.ts';

const tasks = ['edges', 'gray', 'resolution', 'masked'] as const;
type Task = (typeof tasks)[number];
/** Two hues far apart: their average is neither. */
export const twoHues = [0.08, 0.6];

/** A shape seen twice: what is given, and what is wanted. Every factor is known. */
export const pairedShapes: DatasetRecipe = {
  name: 'paired-shapes',
  title: 'Pairs of shapes',
  purpose:
    'The same shape given in one way and wanted in another: outline and filled, grey and coloured, small and large, masked and whole.',
  kind: 'pairs',
  params: [
    pictureSizeParam([16, 28, 32, 64, 128], 16),
    {
      key: 'task',
      label: 'Task',
      group: 'data',
      help: 'What is given and what is wanted.',
      type: 'choice',
      choices: [
        { value: 'edges', label: 'Outline → filled', help: 'In one of two hues by chance where two hues are asked for.' },
        { value: 'gray', label: 'Grey → coloured', help: 'The hue belongs to the form.' },
        { value: 'resolution', label: 'Low → high resolution', help: 'Half the side given.' },
        {
          value: 'masked',
          label: 'Masked → whole',
          help: 'Given: the picture with a hole, the mask, and a guide: the same shape elsewhere.',
        },
      ],
      presets: both(ours('edges', 'the pairs of the paper’s figures, made simple')),
    },
    {
      key: 'twoHues',
      label: 'Two hues',
      group: 'data',
      help: 'Outline → filled: wanted in one of two hues, drawn by chance, so that there are two right answers and their average is wrong.',
      type: 'boolean',
      presets: both(ours(false, 'one right answer')),
    },
    {
      key: 'guide',
      label: 'Guide',
      group: 'data',
      help: 'Masked → whole: whether the guide shows the shape; without, it is black.',
      type: 'boolean',
      presets: both(ours(true, 'what the hole must hold is known from it alone')),
    },
  ],
  open({ params }) {
    const size = Number(params.size);
    const task = params.task as Task;
    const isColored = task === 'gray' || (task === 'edges' && params.twoHues === true);
    const channels = isColored ? 3 : 1;
    const given = task === 'resolution' ? { size: size / 2, channels: 1 } : { size, channels: task === 'masked' ? 3 : 1 };
    return {
      kind: 'pairs',
      size,
      channels,
      given,
      examples: null,
      classes: shapeNames,
      notes: [],
      draw(random, count) {
        const values = new Float32Array(count * size * size * channels).fill(-1);
        const from = new Float32Array(count * given.size * given.size * given.channels).fill(-1);
        const labels = new Int32Array(count);
        const factors: Record<string, Float32Array> = {};
        for (const name of ['x', 'y', 'size', 'hue']) factors[name] = new Float32Array(count);
        for (let at = 0; at < count; at += 1) {
          const shape = randomShape(random);
          const hue = task === 'gray' ? shape.form / shapeNames.length : twoHues[random.integer(2)];
          const wanted = values.subarray(at * size * size * channels, (at + 1) * size * size * channels);
          drawShape(wanted, size, isColored ? colorOf(hue) : [1], { ...shape, isFilled: true });
          const place = from.subarray(at * given.size ** 2 * given.channels, (at + 1) * given.size ** 2 * given.channels);
          if (task === 'masked') drawMasked(place, size, wanted, shape, random, params.guide === true);
          else if (task === 'resolution') shrink(place, given.size, wanted);
          else drawShape(place, given.size, [1], { ...shape, isFilled: task === 'gray' });
          labels[at] = shape.form;
          factors.x[at] = shape.x;
          factors.y[at] = shape.y;
          factors.size[at] = shape.radius;
          factors.hue[at] = isColored ? hue : 0;
        }
        return { values, given: from, labels, factors };
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

/** Mean of each 2 × 2 block. */
function shrink(to: Float32Array, side: number, from: Float32Array): void {
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      const at = (2 * row * 2 * side + 2 * column) | 0;
      to[row * side + column] = (from[at] + from[at + 1] + from[at + 2 * side] + from[at + 2 * side + 1]) / 4;
    }
  }
}

/** Channels: the picture with a square hole (0 inside), the mask (1 inside, −1 outside), the guide. */
function drawMasked(to: Float32Array, size: number, whole: Float32Array, shape: Shape, random: Random, hasGuide: boolean): void {
  const hole = Math.round(size * 0.55);
  const corner = (center: number) =>
    Math.max(0, Math.min(size - hole, Math.round((0.5 + center) * size - hole / 2 + (random.uniform() - 0.5) * 2)));
  const [left, top] = [corner(shape.x), corner(shape.y)];
  const guide = new Float32Array(size * size).fill(-1);
  if (hasGuide) drawShape(guide, size, [1], { ...shape, x: -shape.x, y: -shape.y });
  for (let cell = 0; cell < size * size; cell += 1) {
    const [row, column] = [Math.floor(cell / size), cell % size];
    const isHole = row >= top && row < top + hole && column >= left && column < left + hole;
    to[3 * cell] = isHole ? 0 : whole[cell];
    to[3 * cell + 1] = isHole ? 1 : -1;
    to[3 * cell + 2] = guide[cell];
  }
}
