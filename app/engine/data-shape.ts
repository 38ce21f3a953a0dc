import type { Dataset } from './dataset.ts';
import type { DataShape } from './recipe.ts';

/** What networks need to know of the data; stored with a checkpoint, so that its generator opens without the dataset. */
export function shapeOf(dataset: Dataset): DataShape {
  const classes = dataset.classes?.length ?? null;
  return dataset.kind === 'points'
    ? { kind: 'points', dimensions: dataset.dimensions, classes }
    : { kind: 'pictures', size: dataset.size, channels: dataset.channels, classes };
}

/** Shape of one example, without the batch. */
export function exampleShape(data: DataShape): number[] {
  return data.kind === 'points' ? [data.dimensions] : [data.size, data.size, data.channels];
}
