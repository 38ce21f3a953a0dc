import type { Published } from '../../../shared/published.ts';
import type { ReadDataset } from '../dataset.ts';
import { augmentParams } from './augment.ts';
import { heldOutParam } from './held-out.ts';
import { openIdxPictures } from './idx-pictures.ts';
import { pictureSizeParam } from './picture-size.ts';

/** Pictures of 28 × 28 in four gzipped IDX files, as MNIST and those that take its place are published: sixty thousand to train on, ten thousand left alone. */
export function publishedIdx({
  classes,
  published,
  ...about
}: Pick<ReadDataset, 'name' | 'title' | 'purpose'> & { classes?: string[]; published: Published }): ReadDataset {
  return {
    ...about,
    kind: 'pictures',
    params: [pictureSizeParam([16, 28, 32], 28), heldOutParam(), ...augmentParams()],
    published,
    files: { select: 'folder', endings: ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'] },
    open: (options) => openIdxPictures(options, classes),
  };
}
