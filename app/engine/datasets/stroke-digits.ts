import type { DatasetRecipe } from '../dataset.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { both, ours } from '../param.ts';
import type { Random } from '../random.ts';
import { digitForms, type Stroke } from '../drawing/digit-forms.ts';

/** Handwriting by geometry: strokes of a digit, bent, slanted, turned and drawn with a round pen. Needs no download. */
export const strokeDigits: DatasetRecipe = {
  name: 'stroke-digits',
  title: 'Stroke digits',
  purpose: 'Digits 0–9 drawn by strokes with known slant, thickness and place: stands in for MNIST without a download.',
  kind: 'pictures',
  params: [
    pictureSizeParam([16, 28, 32], 28),
    {
      key: 'thickness',
      label: 'Pen width',
      group: 'data',
      help: 'Mean width of the pen, in pixels of a 28-pixel picture; each digit varies around it by a third.',
      type: 'number',
      unit: 'px',
      min: 0.5,
      max: 8,
      presets: both(ours(2.6, 'looks like the usual handwritten digits')),
    },
    {
      key: 'variation',
      label: 'Variation',
      group: 'data',
      help: 'How far slant, turn, proportions and the strokes themselves vary; 0 draws each digit the same way.',
      type: 'number',
      min: 0,
      max: 2,
      presets: both(ours(1, 'every digit stays readable')),
    },
  ],
  open({ params }) {
    const size = Number(params.size);
    const thickness = Number(params.thickness);
    const variation = Number(params.variation);
    return {
      kind: 'pictures',
      size,
      channels: 1,
      examples: null,
      classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
      notes: [],
      draw(random, count) {
        const values = new Float32Array(count * size * size).fill(-1);
        const labels = new Int32Array(count);
        const factors = { slant: new Float32Array(count), turn: new Float32Array(count), thickness: new Float32Array(count) };
        for (let example = 0; example < count; example += 1) {
          const digit = random.integer(10);
          const hand = drawHand(random, variation, thickness);
          labels[example] = digit;
          factors.slant[example] = hand.slant;
          factors.turn[example] = hand.turn;
          factors.thickness[example] = hand.thickness;
          const forms = digitForms[digit];
          const picture = values.subarray(example * size * size, (example + 1) * size * size);
          for (const stroke of forms[variation === 0 ? 0 : random.integer(forms.length)]) {
            drawStroke(picture, size, place(stroke, hand, size, random), (hand.thickness / 56) * size);
          }
        }
        return { values, labels, factors };
      },
    };
  },
};

interface Hand {
  slant: number;
  turn: number;
  width: number;
  height: number;
  right: number;
  down: number;
  thickness: number;
  shake: number;
}

/** Lengths are parts of the picture's side; angles in radians; thickness in pixels of a 28-pixel picture. */
function drawHand(random: Random, variation: number, thickness: number): Hand {
  const within = (reach: number) => reach * variation * (2 * random.uniform() - 1);
  return {
    slant: 0.12 * Math.min(1, variation) + within(0.22),
    turn: within(0.14),
    width: 0.56 + within(0.09),
    height: 0.7 + within(0.06),
    right: within(0.035),
    down: within(0.035),
    thickness: thickness * (1 + within(1 / 3)),
    shake: 0.022 * variation,
  };
}

/** Control points shaken, put through the hand's affine map, and joined by a curve; in pixels, x then y. */
function place(stroke: Stroke, hand: Hand, size: number, random: Random): Float32Array {
  const cosine = Math.cos(hand.turn);
  const sine = Math.sin(hand.turn);
  const controls = stroke.points.map(([x, y]) => {
    const across = (x - 0.5 + hand.shake * random.normal()) * hand.width;
    const down = (y - 0.5 + hand.shake * random.normal()) * hand.height;
    const slanted = across - hand.slant * down;
    return [
      (0.5 + hand.right + cosine * slanted - sine * down) * size - 0.5,
      (0.5 + hand.down + sine * slanted + cosine * down) * size - 0.5,
    ];
  });
  return Float32Array.from(stroke.curved ? smooth(controls) : controls.flat());
}

/** Catmull–Rom through all points, eight pieces between two. */
function smooth(points: number[][]): number[] {
  const line: number[] = [];
  for (let at = 0; at + 1 < points.length; at += 1) {
    const before = points[Math.max(0, at - 1)];
    const from = points[at];
    const to = points[at + 1];
    const after = points[Math.min(points.length - 1, at + 2)];
    for (let piece = 0; piece < 8; piece += 1) {
      const t = piece / 8;
      for (const axis of [0, 1]) {
        const [a, b, c, d] = [before[axis], from[axis], to[axis], after[axis]];
        line.push(b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
      }
    }
  }
  line.push(...points[points.length - 1]);
  return line;
}

/** Brightens the pixels within `radius` of the line, with a soft edge one pixel wide. Only pixels near a piece are visited. */
function drawStroke(picture: Float32Array, size: number, line: Float32Array, radius: number): void {
  const reach = radius + 0.5;
  for (let at = 0; at + 3 < line.length; at += 2) {
    const [x0, y0, x1, y1] = [line[at], line[at + 1], line[at + 2], line[at + 3]];
    const dx = x1 - x0;
    const dy = y1 - y0;
    const length = dx * dx + dy * dy || 1;
    const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
    const right = Math.min(size - 1, Math.floor(Math.max(x0, x1) + reach));
    const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
    const bottom = Math.min(size - 1, Math.floor(Math.max(y0, y1) + reach));
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
        const away = (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2;
        if (away >= reach * reach) continue;
        const value = 2 * Math.min(1, reach - Math.sqrt(away)) - 1;
        if (value > picture[y * size + x]) picture[y * size + x] = value;
      }
    }
  }
}
