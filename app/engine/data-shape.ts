import { StudioError } from '../../shared/errors.ts';
import type { Dataset } from './dataset.ts';
import type { DataShape } from './recipe.ts';

/** What networks need to know of the data; stored with a checkpoint, so that its generator opens without the dataset. */
export function shapeOf(dataset: Dataset): DataShape {
  const classes = dataset.classes?.length ?? null;
  switch (dataset.kind) {
    case 'points':
      return { kind: 'points', dimensions: dataset.dimensions, classes };
    case 'pictures':
      return { kind: 'pictures', size: dataset.size, channels: dataset.channels, classes };
    case 'pairs':
      return { kind: 'pairs', size: dataset.size, channels: dataset.channels, given: { ...dataset.given }, classes };
    case 'domains':
      return { kind: 'domains', example: [...dataset.example], classes };
    case 'captions':
      return {
        kind: 'captions',
        size: dataset.size,
        channels: dataset.channels,
        length: dataset.length,
        words: dataset.words.length,
        classes,
      };
    case 'voxels':
      return { kind: 'voxels', size: dataset.size, classes };
    case 'sound':
      return { kind: 'sound', length: dataset.length, rate: dataset.rate, classes };
  }
}

/** Shape of one example, without the batch. */
export function exampleShape(data: DataShape): number[] {
  switch (data.kind) {
    case 'points':
      return [data.dimensions];
    case 'pictures':
    case 'pairs':
    case 'captions':
      return [data.size, data.size, data.channels];
    case 'domains':
      return data.example;
    case 'voxels':
      return [data.size, data.size, data.size, 1];
    case 'sound':
      return [data.length];
  }
}

/** Side and channels, for networks that work on pictures. @throws StudioError for data of another kind */
export function pictureShape(data: DataShape): { size: number; channels: number } {
  const shape = exampleShape(data);
  if (shape.length === 3) return { size: shape[0], channels: shape[2] };
  throw new StudioError('invalid', `These networks work on pictures, not on ${data.kind} of shape [${shape}].`);
}

/** What of the data is no longer as it was, such as "classes were 3 and are 4". */
export function shapeChanges(before: DataShape, now: DataShape): string[] {
  if (before.kind !== now.kind) return [`it was ${before.kind} and is ${now.kind}`];
  const values = (shape: DataShape) => Object.entries(shape).map(([key, value]) => [key, JSON.stringify(value)] as const);
  const was = new Map(values(before));
  return values(now)
    .filter(([key, value]) => was.get(key) !== value)
    .map(([key, value]) => `${key} ${key.endsWith('s') ? 'were' : 'was'} ${was.get(key)} and ${key.endsWith('s') ? 'are' : 'is'} ${value}`);
}
