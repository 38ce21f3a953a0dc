import type { ReadDataset } from '../dataset.ts';
import { openCifarRecords } from '../files/cifar-records.ts';
import { augmentParams } from '../files/augment.ts';
import { heldOutParam } from '../files/held-out.ts';
import { pictureSizeParam } from '../files/picture-size.ts';

/** Ten thousand records of a label and 3 × 32 × 32 bytes. */
const batchBytes = 10_000 * 3073;
const batches = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'];

/** Size and sum: TensorFlow Datasets' url_checksums/cifar10.txt. */
export const cifar10Published: ReadDataset = {
  name: 'cifar-10',
  title: 'CIFAR-10',
  purpose: 'Sixty thousand small photographs in ten classes, 32 × 32; fifty thousand are trained on.',
  kind: 'pictures',
  params: [pictureSizeParam([16, 28, 32], 32), heldOutParam(), ...augmentParams()],
  published: {
    publisher: 'Alex Krizhevsky, Vinod Nair and Geoffrey Hinton, University of Toronto',
    page: 'https://www.cs.toronto.edu/~kriz/cifar.html',
    licence: 'none is stated; the authors ask that their report is cited',
    citation: 'A. Krizhevsky: Learning multiple layers of features from tiny images. Technical report, University of Toronto (2009).',
    addresses: ['https://www.cs.toronto.edu/~kriz/'],
    files: [
      {
        name: 'cifar-10-binary.tar.gz',
        bytes: 170_052_171,
        sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
        members: batches.map((batch) => ({ path: `cifar-10-batches-bin/${batch}.bin`, bytes: batchBytes })),
      },
    ],
  },
  files: { select: 'folder', endings: ['.bin'] },
  open: openCifarRecords,
};
