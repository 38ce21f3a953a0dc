import { numberOf } from '../param.ts';
import { heldOutParam } from '../files/held-out.ts';
import type { ReadDataset } from '../dataset.ts';
import { classesOf, classFiles } from '../files/class-folders.ts';
import { pathParam } from '../files/path-param.ts';
import { colorsParam, mostPicturesParam, readPictures } from '../files/picture-files.ts';
import { pictureKinds, pictureNeeds } from '../files/picture-formats.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { storedPictures } from '../files/stored-pictures.ts';

/** Pictures of any size. Each is decoded once and kept at the size asked for, a byte a channel. */
export const pictureFolder: ReadDataset = {
  name: 'picture-folder',
  title: 'Folder of pictures',
  purpose: `Your own pictures (${pictureKinds}); each sub-folder is a class, a flat folder has none.`,
  kind: 'pictures',
  params: [
    pathParam(
      'The folder. Sub-folders are classes, those of train where there are train, val and test; the middle square of each picture is taken, and what is transparent becomes white.',
    ),
    pictureSizeParam([16, 28, 32, 64, 128], 32),
    colorsParam(),
    mostPicturesParam('Only so many are read, evenly from the whole folder: reading takes time and memory.'),
    heldOutParam(),
  ],
  files: { select: 'folder', ...pictureNeeds, mostRead: (params) => numberOf(params, 'most') },
  async open(options) {
    const { params, files } = options;
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const found = classFiles(files.entries);
    const { shelf, kept, notes } = await readPictures(found.entries, options, { size, channels, most: Number(params.most) });
    return storedPictures(
      { count: kept.length, width: size, height: size, channels, read: shelf.read },
      { size, heldOut: numberOf(params, 'heldOut'), ...classesOf(kept), notes: [...found.notes, ...notes] },
    );
  },
};
