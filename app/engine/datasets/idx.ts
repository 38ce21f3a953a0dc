import type { ReadDataset } from '../dataset.ts';
import { augmentParams } from '../files/augment.ts';
import { heldOutParam } from '../files/held-out.ts';
import { beginsAsIdx, openIdxPictures } from '../files/idx-pictures.ts';
import { pathParam } from '../files/path-param.ts';
import { pictureSizeParam } from '../files/picture-size.ts';

export const idx: ReadDataset = {
  name: 'idx',
  title: 'MNIST family (IDX files)',
  purpose: 'MNIST, Fashion-MNIST, KMNIST, EMNIST and others that come as IDX files, from your disk.',
  kind: 'pictures',
  params: [
    pathParam(
      'The folder with the IDX files (the training pictures are taken), or one picture file: of EMNIST that of the split you want.',
    ),
    pictureSizeParam([16, 28, 32], 28),
    heldOutParam(),
    ...augmentParams(),
  ],
  files: { select: 'folder', endings: ['ubyte', 'ubyte.gz', '.idx', '.idx.gz'], beginsWell: beginsAsIdx, neighbors: true },
  open: (options) => openIdxPictures(options),
};
