import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles, DatasetRecipe } from '../dataset.ts';
import { decodePicture, type Picture } from '../decode-picture.ts';
import { leftOut } from '../left-out.ts';
import { both, choiceOf, ours } from '../param.ts';
import { alsoPathParam, pathParam } from '../path-param.ts';
import { classesOf, drawIndices, mostPicturesParam, pictureEndings, pictureShelf, thinned } from '../picture-files.ts';
import { pictureSizeParam } from '../picture-size.ts';
import { trainingPart, twoPlaces } from '../two-places.ts';

/** Two pictures of one thing, opened only when their turn comes. */
interface Pair {
  name: string;
  read(): [Picture, Picture];
}

/** Pairs from disk: two folders with files of the same names, or pictures that hold both halves. */
export const pairedFolders: DatasetRecipe = {
  name: 'paired-folders',
  title: 'Folders of pairs',
  purpose:
    'Your own pairs, PNG or JPEG: two folders whose files have the same names, or pictures with both side by side as pix2pix publishes them.',
  kind: 'pairs',
  params: [
    pathParam(
      'The folder of the first pictures, or the one that holds all: two sub-folders (A and B), or pictures side by side. Partners have the same name; the ending may differ. Sub-folders of each are classes.',
    ),
    alsoPathParam({
      key: 'partners',
      label: 'Second folder',
      help: 'The folder of the second pictures. Empty: the two are sub-folders of the first path. Name the same folder twice to pair each picture with itself.',
    }),
    {
      key: 'layout',
      label: 'Layout',
      group: 'data',
      help: 'How the two pictures of a pair lie on the disk.',
      type: 'choice',
      choices: [
        { value: 'two-folders', label: 'Two folders', help: 'The same name in each.' },
        {
          value: 'side-by-side',
          label: 'Side by side',
          help: 'One picture, the first in its left half, the second in its right; of train, val and test, train is read.',
        },
      ],
      presets: both(ours('two-folders', 'nothing has to be joined first')),
    },
    {
      key: 'given',
      label: 'Given',
      group: 'data',
      help: 'Which picture of a pair is given; the other one is wanted.',
      type: 'choice',
      choices: [
        { value: 'first', label: 'First → second', help: 'A → B: the left half, the first folder is given.' },
        { value: 'second', label: 'Second → first', help: 'B → A.' },
      ],
      presets: both(ours('first', 'from left to right')),
    },
    pictureSizeParam([16, 28, 32, 64], 32),
    {
      key: 'colors',
      label: 'Colours',
      group: 'data',
      help: 'What is kept of the colours: given → wanted.',
      type: 'choice',
      choices: [
        { value: 'color', label: 'Colour → colour' },
        { value: 'gray', label: 'Gray → gray', help: 'Brightness alone.' },
        { value: 'gray-color', label: 'Gray → colour' },
        { value: 'color-gray', label: 'Colour → gray' },
      ],
      presets: both(ours('color', 'as the pictures are')),
    },
    {
      key: 'givenSize',
      label: 'Size of the given',
      group: 'data',
      help: 'Half the side is for super-resolution.',
      type: 'choice',
      choices: [
        { value: 'same', label: 'As the wanted' },
        { value: 'half', label: 'Half the side' },
      ],
      presets: both(ours('same', 'translation keeps the size')),
    },
    mostPicturesParam('Only so many pairs are read, evenly from the whole folder: reading takes time and memory.'),
  ],
  files: { select: 'folder', endings: pictureEndings, also: { param: 'partners', select: 'folder', endings: pictureEndings } },
  open({ params, files }) {
    const size = Number(params.size);
    const [givenColors, wantedColors] = choiceOf(params, 'colors', ['color', 'gray', 'gray-color', 'color-gray']).split('-');
    const channels = (wantedColors ?? givenColors) === 'gray' ? 1 : 3;
    const given = { size: params.givenSize === 'half' ? size / 2 : size, channels: givenColors === 'gray' ? 1 : 3 } as const;
    const broken = leftOut('pairs');
    const found = params.layout === 'side-by-side' ? halves(files) : partners(files, params, broken.add);
    const { taken, notes } = thinned(found.pairs, Number(params.most), 'pairs');
    const [from, to] = [pictureShelf(taken.length, given.size, given.channels), pictureShelf(taken.length, size, channels)];
    const kept: string[] = [];
    for (const { name, read } of taken) {
      try {
        const [first, second] = read();
        const [here, there] = params.given === 'second' ? [second, first] : [first, second];
        from.add(here);
        to.add(there);
        kept.push(name);
      } catch (cause) {
        broken.add(name, cause);
      }
    }
    const count = kept.length;
    if (count === 0) throw nothingToRead(taken.length, broken.first());
    const { labels, classes } = classesOf(kept);
    return {
      kind: 'pairs',
      size,
      channels,
      given,
      examples: count,
      classes,
      notes: [...found.notes, ...notes, ...broken.notes()],
      draw(random, drawn) {
        const indices = drawIndices(random, drawn, count);
        return { values: to.gather(indices), given: from.gather(indices), labels: labels && indices.map((index) => labels[index]) };
      },
    };
  },
};

/** Files of the same name, whatever their ending; one without a partner is left out. */
function partners(
  files: DataFiles,
  params: Parameters<DatasetRecipe['open']>[0]['params'],
  leave: (name: string, reason: string) => void,
): { pairs: Pair[]; notes: string[] } {
  const { first, second, names, notes } = twoPlaces(files, params, 'partners');
  const waiting = byName(second, (path, kept) => leave(`${path} in ${names[1]}`, `${kept} has the same name but for its ending`));
  const pairs: Pair[] = [];
  for (const [name, here] of byName(first, (path, kept) =>
    leave(`${path} in ${names[0]}`, `${kept} has the same name but for its ending`),
  )) {
    const there = waiting.get(name);
    waiting.delete(name);
    if (there === undefined) leave(`${here.path} in ${names[0]}`, `it has no partner in ${names[1]}`);
    else pairs.push({ name: here.path, read: () => alike(decoded(here, names[0]), decoded(there, names[1])) });
  }
  for (const { path } of waiting.values()) leave(`${path} in ${names[1]}`, `it has no partner in ${names[0]}`);
  return { pairs, notes };
}

function byName(entries: DataFiles['entries'], isSecond: (path: string, kept: string) => void): Map<string, DataFiles['entries'][number]> {
  const named = new Map<string, DataFiles['entries'][number]>();
  for (const entry of entries) {
    const name = entry.path.replace(/\.[^./]*$/, '');
    const kept = named.get(name);
    if (kept === undefined) named.set(name, entry);
    else isSecond(entry.path, kept.path);
  }
  return named;
}

function decoded({ read }: DataFiles['entries'][number], folder: string): Picture {
  try {
    return decodePicture(read());
  } catch (cause) {
    throw new Error(`in ${folder}, ${cause instanceof Error ? cause.message : 'it can’t be read'}`, { cause });
  }
}

/** The middle squares of two pictures show the same place only where both have the same proportions, to a pixel. */
function alike(first: Picture, second: Picture): [Picture, Picture] {
  const [a, b] = [first.width * second.height, second.width * first.height];
  const pixel = Math.max(first.width, first.height, second.width, second.height);
  if (Math.abs(a - b) <= pixel) return [first, second];
  throw new Error(`it is ${first.width} × ${first.height} and its partner ${second.width} × ${second.height}, of other proportions`);
}

/** Each picture is cut in the middle. */
function halves(files: DataFiles): { pairs: Pair[]; notes: string[] } {
  const { entries, notes } = trainingPart(files.entries);
  const pairs = entries.map(({ path, read }): Pair => ({ name: path, read: () => cutInTwo(decodePicture(read())) }));
  const unseen = files.also === undefined ? [] : ['The second folder is not looked at: the layout is side by side.'];
  return { pairs, notes: [...notes, ...unseen] };
}

function cutInTwo({ width, height, pixels }: Picture): [Picture, Picture] {
  if (width % 2 !== 0) throw new Error(`it is ${width} pixels wide, which can’t be halved`);
  const half = width / 2;
  const part = (left: number): Picture => {
    const cut = new Uint8Array(half * height * 3);
    for (let row = 0; row < height; row += 1) {
      const start = (row * width + left) * 3;
      cut.set(pixels.subarray(start, start + half * 3), row * half * 3);
    }
    return { width: half, height, pixels: cut };
  };
  return [part(0), part(half)];
}

function nothingToRead(tried: number, first: string | undefined): StudioError {
  if (tried > 0) return new StudioError('invalid', `None of the ${tried} pairs can be read. The first: ${first}`);
  const why =
    first === undefined
      ? 'There is no picture (.png, .jpg) here.'
      : `No file of one folder has a partner of the same name in the other. The first: ${first}`;
  return new StudioError('invalid', `${why} Pick two folders with the same names, or another layout.`);
}
