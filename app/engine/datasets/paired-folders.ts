import { heldOutParam, withHeldOut } from '../files/held-out.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { ReadDataset } from '../dataset.ts';
import { classesOf } from '../files/class-folders.ts';
import { inOrder } from '../files/in-order.ts';
import { leftOut } from '../files/left-out.ts';
import { both, choiceOf, ours, numberOf } from '../param.ts';
import { alsoPathParam, pathParam } from '../files/path-param.ts';
import { drawIndices, mostPicturesParam, movingPictures, pictureShelf, thinned } from '../files/picture-files.ts';
import { pictureKinds, pictureNeeds } from '../files/picture-formats.ts';
import { halves, type Pair, partners } from '../files/picture-pairs.ts';
import { pictureSizeParam } from '../files/picture-size.ts';

/** Pairs from disk: two folders with files of the same names, or pictures that hold both halves. */
export const pairedFolders: ReadDataset = {
  name: 'paired-folders',
  title: 'Folders of pairs',
  purpose: 'Your own pairs: two folders whose files have the same names, or pictures with both side by side as pix2pix publishes them.',
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
    pictureSizeParam([16, 28, 32, 64, 128], 32),
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
    heldOutParam(),
  ],
  files: {
    select: 'folder',
    ...pictureNeeds,
    mostRead: (params) => numberOf(params, 'most') * (params.layout === 'side-by-side' ? 1 : 2),
    also: { param: 'partners', select: 'folder', ...pictureNeeds },
  },
  async open({ params, files, decoders, isStopped }) {
    const size = Number(params.size);
    const [givenColors, wantedColors] = choiceOf(params, 'colors', ['color', 'gray', 'gray-color', 'color-gray']).split('-');
    const channels = (wantedColors ?? givenColors) === 'gray' ? 1 : 3;
    const given = { size: params.givenSize === 'half' ? size / 2 : size, channels: givenColors === 'gray' ? 1 : 3 } as const;
    const broken = leftOut('pairs');
    const found = params.layout === 'side-by-side' ? halves(files) : partners(files, params, 'partners', broken.add);
    const { taken, notes } = thinned(found.pairs, Number(params.most), 'pairs');
    const [from, to] = [pictureShelf(taken.length, given.size, given.channels), pictureShelf(taken.length, size, channels)];
    const kept: string[] = [];
    const moving = movingPictures();
    const decode = ({ read }: Pair) => read(decoders.picture, size);
    for await (const { item, ...outcome } of inOrder(taken, decode, { most: decoders.picturesAtOnce, isStopped })) {
      if ('cause' in outcome) {
        broken.add(item.name, outcome.cause);
        continue;
      }
      const [first, second] = outcome.made;
      const [here, there] = params.given === 'second' ? [second, first] : [first, second];
      from.add(here);
      to.add(there);
      moving.see(first, item.name);
      kept.push(item.name);
    }
    const count = kept.length;
    if (count === 0) throw nothingToRead(taken.length, broken.first());
    const { labels, classes } = classesOf(kept);
    return withHeldOut(count, numberOf(params, 'heldOut'), (kept) => ({
      kind: 'pairs',
      size,
      channels,
      given,
      examples: kept.length,
      classes,
      notes: [...found.notes, ...notes, ...moving.notes(), ...broken.notes()],
      draw(random, drawn) {
        const indices = drawIndices(random, drawn, kept);
        return { values: to.gather(indices), given: from.gather(indices), labels: labels && indices.map((index) => labels[index]) };
      },
    }));
  },
};

function nothingToRead(tried: number, first: string | undefined): StudioError {
  if (tried > 0) return new StudioError('invalid', `None of the ${tried} pairs can be read. The first: ${first}`);
  const why =
    first === undefined
      ? `There is no picture (${pictureKinds}) here.`
      : `No file of one folder has a partner of the same name in the other. The first: ${first}`;
  return new StudioError('invalid', `${why} Pick two folders with the same names, or another layout.`);
}
