import { both, capital, ours } from '../param.ts';
import type { DatasetRecipe } from '../dataset.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { colorOf, drawShape, shapeNames } from '../drawing/shape-drawing.ts';

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
    pictureSizeParam([16, 28, 32, 64, 128], 28),
    {
      key: 'colors',
      label: 'Colours',
      group: 'data',
      help: 'White, one of four hues or any hue, on black.',
      type: 'choice',
      choices: [
        { value: 'gray', label: 'White' },
        { value: 'four', label: 'One of four hues', help: 'Red, yellowish green, cyan and violet: a second factor that comes in kinds.' },
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
    {
      key: 'form',
      label: 'Form',
      group: 'data',
      help: 'Any of the four forms, or one alone.',
      type: 'choice',
      choices: [{ value: 'any', label: 'Any' }, ...shapeNames.map((name) => ({ value: name, label: capital(name) }))],
      presets: both(ours('any', 'form is the class')),
    },
    {
      key: 'moving',
      label: 'Anywhere',
      group: 'data',
      help: 'Whether shapes stand anywhere in any size, or all in the middle in one size.',
      type: 'boolean',
      presets: both(ours(true, 'place and size are to be discovered too')),
    },
  ],
  open({ params }) {
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const only = shapeNames.indexOf(String(params.form));
    const isMoving = params.moving !== false;
    return {
      kind: 'pictures',
      size,
      channels,
      examples: null,
      classes: shapeNames,
      notes: [],
      draw(random, count) {
        const values = new Float32Array(count * size * size * channels).fill(-1);
        const labels = new Int32Array(count);
        const names = ['size', 'x', 'y', 'turn', 'filled', ...(channels === 3 ? ['hue'] : [])];
        const factors = Object.fromEntries(names.map((name) => [name, new Float32Array(count)]));
        for (let example = 0; example < count; example += 1) {
          const form = only < 0 ? random.integer(shapeNames.length) : only;
          const radius = 0.18 + 0.14 * (isMoving ? random.uniform() : 0.5);
          const room = isMoving ? 0.46 - radius : 0;
          const x = room * (2 * random.uniform() - 1);
          const y = room * (2 * random.uniform() - 1);
          const turn = 2 * Math.PI * random.uniform();
          const chance = random.uniform();
          const isFilled = params.drawing === 'filled' || (params.drawing === 'either' && chance < 0.5);
          const hue = channels === 1 ? 0 : params.colors === 'four' ? random.integer(4) / 4 : random.uniform();
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
          drawShape(picture, size, channels === 3 ? colorOf(hue) : [1], { form, radius, x, y, turn: made.turn, isFilled });
        }
        return { values, labels, factors };
      },
    };
  },
};
