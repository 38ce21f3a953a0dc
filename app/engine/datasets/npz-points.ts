import { heldOutParam, withHeldOut } from '../files/held-out.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { ReadDataset, PointsDataset } from '../dataset.ts';
import { type NpyArray, readArrays } from '../files/npy.ts';
import { both, ours, numberOf } from '../param.ts';
import { pathParam } from '../files/path-param.ts';

/** The first array [n], [n,1] or [n,2] of floats in the file. */
export const npzPoints: ReadDataset = {
  name: 'npz-points',
  title: 'Points in an .npz',
  purpose: 'Your own points on a line or a plane, [n,1] or [n,2], from a NumPy file.',
  kind: 'points',
  params: [
    pathParam('An .npz or .npy file with an array [n], [n,1] or [n,2] of float32 or float64.'),
    {
      key: 'standardize',
      label: 'Centre and scale',
      group: 'data',
      help: 'Subtracts the mean and divides both axes by one common deviation: the recipes’ defaults expect data of about that size.',
      type: 'boolean',
      presets: both(ours(true, 'defaults of the recipes fit data of this size')),
    },
    heldOutParam(),
  ],
  files: { select: 'file', endings: ['.npz', '.npy'] },
  async open({ params, files, decoders }): Promise<PointsDataset> {
    const file = files.entries[0];
    if (file === undefined) throw new StudioError('invalid', 'There is no .npz or .npy file at this path.');
    const { arrays, notes } = await readArrays(file, decoders);
    const array = arrays.find(isPoints);
    if (array === undefined) {
      const found = arrays.map(({ name, shape }) => `${name} [${shape}]`).join(', ');
      throw new StudioError('invalid', `${file.path} has no array of points, [n], [n,1] or [n,2] of float32 or float64. It has: ${found}.`);
    }
    const dimensions = array.shape[1] === 2 ? 2 : 1;
    const points = placed(array, dimensions, params.standardize === true, file.path);
    const count = array.shape[0];
    const region = regionOf(points, dimensions);
    return withHeldOut(count, numberOf(params, 'heldOut'), (indices) => ({
      kind: 'points',
      dimensions,
      region,
      examples: indices.length,
      classes: null,
      notes: [...(arrays.length > 1 ? [`The points are the array ${array.name}, [${array.shape}].`] : []), ...notes],
      modes: null,
      draw(random, drawn) {
        const values = new Float32Array(drawn * dimensions);
        for (let example = 0; example < drawn; example += 1) {
          const from = indices[random.integer(indices.length)]! * dimensions;
          for (let axis = 0; axis < dimensions; axis += 1) values[example * dimensions + axis] = points[from + axis];
        }
        return { values, labels: null };
      },
    }));
  },
};

function isPoints({ shape, values }: NpyArray): boolean {
  const isFloat = values instanceof Float32Array || values instanceof Float64Array;
  return isFloat && shape[0] > 0 && (shape.length === 1 || (shape.length === 2 && (shape[1] === 1 || shape[1] === 2)));
}

function placed({ values, name }: NpyArray, dimensions: number, standardize: boolean, path: string): Float32Array {
  const mean = new Float64Array(dimensions);
  for (let at = 0; at < values.length; at += 1) {
    const value = Number(values[at]);
    if (!Number.isFinite(value))
      throw new StudioError('invalid', `Number ${at + 1} of ${name} in ${path} is ${value}. Replace what is not finite.`);
    mean[at % dimensions] += (value * dimensions) / values.length;
  }
  let squares = 0;
  for (let at = 0; at < values.length; at += 1) squares += (Number(values[at]) - mean[at % dimensions]) ** 2;
  const deviation = Math.sqrt(squares / values.length) || 1;
  return Float32Array.from({ length: values.length }, (_, at) =>
    standardize ? (Number(values[at]) - mean[at % dimensions]) / deviation : Number(values[at]),
  );
}

/** Around all points, with a tenth to spare. */
function regionOf(points: Float32Array, dimensions: number): PointsDataset['region'] {
  const reach = (axis: number): [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (let at = axis; at < points.length; at += dimensions) {
      low = Math.min(low, points[at]);
      high = Math.max(high, points[at]);
    }
    const margin = (high - low) / 10 || 1;
    return [low - margin, high + margin];
  };
  return dimensions === 1 ? [...reach(0), -1, 1] : [...reach(0), ...reach(1)];
}
