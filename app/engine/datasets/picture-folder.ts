import type { DatasetRecipe } from '../dataset.ts';
import { pathParam } from '../files/path-param.ts';
import { classesOf, colorsParam, mostPicturesParam, pictureEndings, readPictures } from '../files/picture-files.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { storedPictures } from '../files/stored-pictures.ts';

/** PNG and JPEG pictures of any size. Each is decoded once and kept at the size asked for, a byte a channel. */
export const pictureFolder: DatasetRecipe = {
  name: 'picture-folder',
  title: 'Folder of pictures',
  purpose: 'Your own PNG and JPEG pictures; each sub-folder is a class, a flat folder has none.',
  kind: 'pictures',
  params: [
    pathParam('The folder. Sub-folders are classes; the middle square of each picture is taken, and what is transparent becomes white.'),
    pictureSizeParam([16, 28, 32, 64, 128], 32),
    colorsParam(),
    mostPicturesParam('Only so many are read, evenly from the whole folder: reading takes time and memory.'),
  ],
  files: { select: 'folder', endings: pictureEndings },
  open({ params, files }) {
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const { shelf, kept, notes } = readPictures(files, { size, channels, most: Number(params.most) });
    return storedPictures(
      { count: kept.length, width: size, height: size, channels, read: shelf.read },
      { size, ...classesOf(kept), notes },
    );
  },
};
