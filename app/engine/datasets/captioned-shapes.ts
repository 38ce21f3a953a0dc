import type { DatasetRecipe } from '../dataset.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { drawShape, shapeNames } from '../drawing/shape-drawing.ts';

const sizes = ['small', 'big'];
const colors: [string, number[]][] = [
  ['red', [1, 0.1, 0.1]],
  ['green', [0.1, 0.9, 0.2]],
  ['blue', [0.2, 0.4, 1]],
  ['white', [1, 1, 1]],
];
const places: [string, number, number][] = [
  ['top', 0, -0.24],
  ['bottom', 0, 0.24],
  ['left', -0.24, 0],
  ['right', 0.24, 0],
  ['centre', 0, 0],
];

/** a {small|big} {colour} {shape} at the {place}: index 0 is the empty word. */
const captionWords = ['', 'a', ...sizes, ...colors.map(([name]) => name), ...shapeNames, 'at', 'the', ...places.map(([name]) => name)];
const wordOf = (word: string) => captionWords.indexOf(word);

/** Coloured shapes, each with a sentence of a small grammar that says exactly what is there. */
export const captionedShapes: DatasetRecipe = {
  name: 'captioned-shapes',
  title: 'Shapes with captions',
  purpose: 'A coloured shape and the sentence that says it: size, colour, form and place.',
  kind: 'captions',
  params: [pictureSizeParam([16, 28, 32], 16)],
  open({ params }) {
    const size = Number(params.size);
    return {
      kind: 'captions',
      size,
      channels: 3,
      length: 7,
      words: captionWords,
      slots: [
        { name: 'size', at: 1 },
        { name: 'colour', at: 2 },
        { name: 'shape', at: 3 },
        { name: 'place', at: 6 },
      ],
      examples: null,
      classes: null,
      notes: [],
      draw(random, count) {
        const width = size * size * 3;
        const values = new Float32Array(count * width).fill(-1);
        const words = new Int32Array(count * 7);
        const factors: Record<string, Float32Array> = {};
        for (const name of ['size', 'color', 'shape', 'x', 'y']) factors[name] = new Float32Array(count);
        for (let at = 0; at < count; at += 1) {
          const [big, color, form, place] = [
            random.integer(2),
            random.integer(colors.length),
            random.integer(shapeNames.length),
            random.integer(places.length),
          ];
          const [name, x, y] = places[place];
          const jitter = () => 0.03 * (2 * random.uniform() - 1);
          const shape = { form, radius: big === 1 ? 0.24 : 0.14, x: x + jitter(), y: y + jitter(), turn: 0, isFilled: true };
          drawShape(values.subarray(at * width, (at + 1) * width), size, colors[color][1], shape);
          words.set(
            [
              wordOf('a'),
              wordOf(sizes[big]),
              wordOf(colors[color][0]),
              wordOf(shapeNames[form]),
              wordOf('at'),
              wordOf('the'),
              wordOf(name),
            ],
            at * 7,
          );
          factors.size[at] = big;
          factors.color[at] = color;
          factors.shape[at] = form;
          factors.x[at] = shape.x;
          factors.y[at] = shape.y;
        }
        return { values, labels: null, words, factors };
      },
    };
  },
};
