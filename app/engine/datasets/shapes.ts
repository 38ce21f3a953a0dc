import { both, ours } from '../param.ts';
import type { DatasetRecipe } from '../dataset.ts';
import { pictureSizeParam } from '../picture-size.ts';

const classes = ['square', 'disk', 'triangle', 'cross'];

/**
 * One shape on black, drawn from its signed distance with an edge one pixel wide. Every factor that made a picture is
 * known and independent of the others: class, size, place, turn, filled or outlined, and hue where there is colour.
 */
export const shapes: DatasetRecipe = {
  name: 'shapes',
  title: 'Shapes with known factors',
  purpose: 'Squares, disks, triangles and crosses of which every factor is known: shows what a model has understood.',
  kind: 'pictures',
  params: [
    pictureSizeParam([16, 28, 32], 28),
    {
      key: 'colors',
      label: 'Colours',
      group: 'data',
      help: 'White on black, or any hue on black.',
      type: 'choice',
      choices: [
        { value: 'gray', label: 'White' },
        { value: 'hue', label: 'Any hue' },
      ],
      presets: both(ours('gray', 'one channel trains faster')),
    },
    {
      key: 'drawing',
      label: 'Drawing',
      group: 'data',
      help: 'Whether shapes are filled, outlined, or one of the two by chance.',
      type: 'choice',
      choices: [
        { value: 'filled', label: 'Filled' },
        { value: 'outlined', label: 'Outlined' },
        { value: 'either', label: 'Either' },
      ],
      presets: both(ours('either', 'one more factor to discover')),
    },
    {
      key: 'turning',
      label: 'Turned',
      group: 'data',
      help: 'Whether shapes stand at any angle or upright.',
      type: 'boolean',
      presets: both(ours(true, 'one more factor to discover')),
    },
  ],
  open({ params }) {
    const size = Number(params.size);
    const channels = params.colors === 'hue' ? 3 : 1;
    return {
      kind: 'pictures',
      size,
      channels,
      examples: null,
      classes,
      notes: [],
      draw(random, count) {
        const values = new Float32Array(count * size * size * channels).fill(-1);
        const labels = new Int32Array(count);
        const names = ['size', 'x', 'y', 'turn', 'filled', ...(channels === 3 ? ['hue'] : [])];
        const factors = Object.fromEntries(names.map((name) => [name, new Float32Array(count)]));
        for (let example = 0; example < count; example += 1) {
          const form = random.integer(classes.length);
          const radius = 0.18 + 0.14 * random.uniform();
          const room = 0.46 - radius;
          const x = room * (2 * random.uniform() - 1);
          const y = room * (2 * random.uniform() - 1);
          const turn = 2 * Math.PI * random.uniform();
          const chance = random.uniform();
          const isFilled = params.drawing === 'filled' || (params.drawing === 'either' && chance < 0.5);
          const hue = channels === 3 ? random.uniform() : 0;
          labels[example] = form;
          const made: Record<string, number> = {
            size: radius,
            x,
            y,
            turn: params.turning === true ? turn : 0,
            filled: isFilled ? 1 : 0,
            hue,
          };
          for (const name of names) factors[name][example] = made[name];
          const picture = values.subarray(example * size * size * channels, (example + 1) * size * size * channels);
          draw(picture, size, channels === 3 ? colorOf(hue) : [1], { form, radius, x, y, turn: made.turn, isFilled });
        }
        return { values, labels, factors };
      },
    };
  },
};

interface Shape {
  form: number;
  /** Lengths are parts of the picture's side; x and y from its middle. */
  radius: number;
  x: number;
  y: number;
  turn: number;
  isFilled: boolean;
}

function draw(picture: Float32Array, size: number, color: number[], { form, radius, x, y, turn, isFilled }: Shape): void {
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  const pen = 0.045;
  const reach = radius * 1.3 + pen;
  const first = (center: number) => Math.max(0, Math.floor((0.5 + center - reach) * size));
  const last = (center: number) => Math.min(size - 1, Math.ceil((0.5 + center + reach) * size));
  for (let row = first(y); row <= last(y); row += 1) {
    for (let column = first(x); column <= last(x); column += 1) {
      const across = (column + 0.5) / size - 0.5 - x;
      const down = (row + 0.5) / size - 0.5 - y;
      const distance = distanceTo(form, cosine * across + sine * down, cosine * down - sine * across, radius);
      const outside = isFilled ? distance : Math.abs(distance + pen / 2) - pen / 2;
      const cover = Math.min(1, Math.max(0, 0.5 - outside * size));
      for (let channel = 0; channel < color.length; channel += 1) {
        picture[(row * size + column) * color.length + channel] = 2 * cover * color[channel] - 1;
      }
    }
  }
}

/** Signed distance to the edge, negative inside. */
function distanceTo(form: number, x: number, y: number, radius: number): number {
  switch (classes[form]) {
    case 'square':
      return box(x, y, radius * 0.85, radius * 0.85);
    case 'disk':
      return Math.hypot(x, y) - radius;
    case 'triangle':
      return triangle(x, y, radius);
    default:
      return Math.min(box(x, y, radius, radius * 0.34), box(x, y, radius * 0.34, radius));
  }
}

function box(x: number, y: number, halfWidth: number, halfHeight: number): number {
  const right = Math.abs(x) - halfWidth;
  const below = Math.abs(y) - halfHeight;
  return Math.hypot(Math.max(right, 0), Math.max(below, 0)) + Math.min(Math.max(right, below), 0);
}

/** Equilateral, its corners at `radius`, one of them up: the furthest of three half-planes, exact but for rounded corners outside. */
function triangle(x: number, y: number, radius: number): number {
  const slope = Math.sqrt(3) / 2;
  return Math.max(y, slope * Math.abs(x) - y / 2) - radius / 2;
}

/** Full saturation, red at 0. */
function colorOf(hue: number): number[] {
  return [0, 2, 1].map((third) => Math.min(1, Math.max(0, Math.abs(((hue + third / 3) % 1) * 6 - 3) - 1)));
}
