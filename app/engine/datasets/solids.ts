import type { DatasetRecipe } from '../dataset.ts';
import { both, ours } from '../param.ts';
import type { Random } from '../random.ts';

const forms = ['sphere', 'box', 'cylinder', 'torus', 'cone'];

/** Five solids in a cube, drawn from their signed distance with an edge one voxel wide; class and size are known. */
export const solids: DatasetRecipe = {
  name: 'solids',
  title: 'Solids',
  purpose: 'Spheres, boxes, cylinders, tori and cones in a cube of voxels, turned about the upright axis.',
  kind: 'voxels',
  params: [
    {
      key: 'size',
      label: 'Side of the cube',
      group: 'data',
      help: 'Voxels along each side; twice the side is eight times the work.',
      type: 'choice',
      choices: ['8', '16'].map((size) => ({ value: size, label: `${size} × ${size} × ${size}` })),
      presets: both(ours('8', 'trains in minutes on two cores')),
    },
  ],
  open({ params }) {
    const size = Number(params.size);
    return {
      kind: 'voxels',
      size,
      examples: null,
      classes: forms,
      notes: [],
      draw(random, count) {
        const values = new Float32Array(count * size ** 3);
        const labels = new Int32Array(count);
        const [radius, turn] = [new Float32Array(count), new Float32Array(count)];
        for (let at = 0; at < count; at += 1) {
          labels[at] = random.integer(forms.length);
          radius[at] = 0.26 + 0.14 * random.uniform();
          turn[at] = Math.PI * random.uniform();
          fill(values.subarray(at * size ** 3, (at + 1) * size ** 3), size, {
            form: labels[at],
            radius: radius[at],
            turn: turn[at],
            ...shift(random, radius[at]),
          });
        }
        return { values, labels, factors: { size: radius, turn } };
      },
    };
  },
};

interface Solid {
  form: number;
  /** Parts of the side, from the middle. */
  radius: number;
  turn: number;
  x: number;
  y: number;
  z: number;
}

function shift(random: Random, radius: number): Pick<Solid, 'x' | 'y' | 'z'> {
  const room = 0.46 - radius;
  const one = () => room * (2 * random.uniform() - 1);
  return { x: one(), y: one(), z: one() };
}

function fill(cube: Float32Array, size: number, { form, radius, turn, x, y, z }: Solid): void {
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  for (let at = 0; at < cube.length; at += 1) {
    const [depth, row, column] = [Math.floor(at / (size * size)), Math.floor(at / size) % size, at % size];
    const [across, down, deep] = [column, row, depth].map((index) => (index + 0.5) / size - 0.5);
    const [dx, dy, dz] = [across - x, down - y, deep - z];
    const distance = distanceTo(form, cosine * dx + sine * dz, dy, cosine * dz - sine * dx, radius);
    cube[at] = Math.min(1, Math.max(0, 0.5 - distance * size));
  }
}

/** Signed distance to the surface, y downwards. */
function distanceTo(form: number, x: number, y: number, z: number, radius: number): number {
  const around = Math.hypot(x, z);
  switch (forms[form]) {
    case 'sphere':
      return Math.hypot(x, y, z) - radius;
    case 'box': {
      const [right, below, behind] = [Math.abs(x) - radius * 0.8, Math.abs(y) - radius * 0.8, Math.abs(z) - radius * 0.5];
      return Math.max(right, below, behind);
    }
    case 'cylinder':
      return Math.max(around - radius * 0.6, Math.abs(y) - radius);
    case 'torus':
      return Math.hypot(around - radius * 0.68, y) - radius * 0.3;
    default:
      return Math.max((around * 2 + (-y - radius)) / Math.sqrt(5) + 0, Math.abs(y) - radius, around - radius);
  }
}
