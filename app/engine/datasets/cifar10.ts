import type { ReadDataset } from '../dataset.ts';
import { openCifarRecords } from '../files/cifar-records.ts';
import { augmentParams } from '../files/augment.ts';
import { heldOutParam } from '../files/held-out.ts';
import { pathParam } from '../files/path-param.ts';
import { pictureSizeParam } from '../files/picture-size.ts';

export const cifar10: ReadDataset = {
  name: 'cifar10',
  title: 'CIFAR-10 files (binary)',
  purpose: 'Sixty thousand small photographs in ten classes, from your disk.',
  kind: 'pictures',
  params: [
    pathParam('The folder with data_batch_1.bin … data_batch_5.bin, or one such file.'),
    pictureSizeParam([16, 28, 32], 32),
    heldOutParam(),
    ...augmentParams(),
  ],
  files: { select: 'folder', endings: ['.bin'] },
  open: openCifarRecords,
};
