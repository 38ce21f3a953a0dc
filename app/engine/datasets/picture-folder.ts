import { StudioError } from '../../../shared/errors.ts';
import type { DatasetRecipe } from '../dataset.ts';
import { leftOut } from '../left-out.ts';
import { pathParam } from '../path-param.ts';
import { classesOf, colorsParam, mostPicturesParam, pictureEndings, pictureShelf, thinned } from '../picture-files.ts';
import { pictureSizeParam } from '../picture-size.ts';
import { storedPictures } from '../stored-pictures.ts';

/** PNG and JPEG pictures of any size. Each is decoded once and kept at the size asked for, a byte a channel. */
export const pictureFolder: DatasetRecipe = {
  name: 'picture-folder',
  title: 'Folder of pictures',
  purpose: 'Your own PNG and JPEG pictures; each sub-folder is a class, a flat folder has none.',
  kind: 'pictures',
  params: [
    pathParam('The folder. Sub-folders are classes; the middle square of each picture is taken, and what is transparent becomes white.'),
    pictureSizeParam([16, 28, 32, 64], 32),
    colorsParam(),
    mostPicturesParam('Only so many are read, evenly from the whole folder: reading takes time and memory.'),
  ],
  files: { select: 'folder', endings: pictureEndings },
  open({ params, files }) {
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const { taken, notes } = thinned(files.entries, Number(params.most), 'pictures');
    const shelf = pictureShelf(taken.length, size, channels);
    const broken = leftOut('pictures');
    const kept: string[] = [];
    for (const { path, read } of taken) {
      try {
        shelf.add(read());
        kept.push(path);
      } catch (cause) {
        broken.add(path, cause);
      }
    }
    if (kept.length === 0) throw nothingToRead(taken.length, broken.first());
    return storedPictures(
      { count: kept.length, width: size, height: size, channels, read: shelf.read },
      { size, ...classesOf(kept), notes: [...notes, ...broken.notes()] },
    );
  },
};

function nothingToRead(tried: number, first: string | undefined): StudioError {
  if (tried === 0) return new StudioError('invalid', 'There is no picture (.png, .jpg) in this folder. Pick a folder with pictures.');
  return new StudioError('invalid', `None of the ${tried} pictures in this folder can be read. The first: ${first}`);
}
