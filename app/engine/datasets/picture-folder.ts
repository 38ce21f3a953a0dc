import { numberOf } from '../param.ts';
import { heldOutParam } from '../files/held-out.ts';
import type { ReadDataset } from '../dataset.ts';
import { classesOf, classFiles } from '../files/class-folders.ts';
import { pathParam } from '../files/path-param.ts';
import { albumPictures, brokenNote } from '../files/album-pictures.ts';
import { augmentationOf, augmentParams } from '../files/augment.ts';
import { colorsParam, mostPicturesParam, readPictures, thinned } from '../files/picture-files.ts';
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
    mostPicturesParam(
      'Only so many are read, evenly from the whole folder. Beyond 20 000 they are decoded while the training goes on, and kept decoded on the disk.',
    ),
    heldOutParam(),
    ...augmentParams(),
  ],
  files: { select: 'folder', ...pictureNeeds, mostRead: (params) => numberOf(params, 'most') },
  async open(options) {
    const { params, files } = options;
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const found = classFiles(files.entries);
    const common = { size, heldOut: numberOf(params, 'heldOut'), augmentation: augmentationOf(params) };
    const { album } = options;
    if (album && Math.min(found.entries.length, Number(params.most)) > album.beyond) {
      const { taken, notes } = thinned(found.entries, Number(params.most), 'pictures');
      const opened = album.open(taken, { size, channels });
      const classes = classesOf(taken.map(({ path }) => path));
      return storedPictures(albumPictures(opened, { size, channels }), {
        ...common,
        ...classes,
        notes: [...found.notes, ...notes, ...brokenNote(opened)],
      });
    }
    const { shelf, kept, notes } = await readPictures(found.entries, options, { size, channels, most: Number(params.most) });
    return storedPictures(
      { count: kept.length, width: size, height: size, channels, read: shelf.read },
      { ...common, ...classesOf(kept), notes: [...found.notes, ...notes] },
    );
  },
};
