import { heldOutParam, withHeldOut } from '../files/held-out.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { ReadDataset } from '../dataset.ts';
import { both, choiceOf, numberOf, ours } from '../param.ts';
import { classesOf, classFiles } from '../files/class-folders.ts';
import { pathParam } from '../files/path-param.ts';
import { colorsParam, mostPicturesParam, readPictures } from '../files/picture-files.ts';
import { pictureNeeds } from '../files/picture-formats.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import type { Random } from '../random.ts';

/** Pictures from disk with a hole: given what is left of each, the mask, and a guide where one is asked for; wanted the whole. */
export const maskedFolder: ReadDataset = {
  name: 'masked-folder',
  title: 'Pictures with a hole',
  purpose: 'Your own pictures, each given with a square hole: for completion. The hole is somewhere else each time.',
  kind: 'pairs',
  params: [
    pathParam('The folder. Sub-folders are classes; the middle square of each picture is taken.'),
    pictureSizeParam([16, 28, 32, 64], 32),
    colorsParam(),
    {
      key: 'hole',
      label: 'Hole',
      group: 'data',
      help: 'Side of the hole as a share of the picture’s.',
      type: 'number',
      min: 0.1,
      max: 0.9,
      presets: both(ours(0.5, 'a quarter of the picture, as in arXiv:1604.07379')),
    },
    {
      key: 'place',
      label: 'Place',
      group: 'data',
      help: 'Where the hole is.',
      type: 'choice',
      choices: [
        { value: 'anywhere', label: 'Anywhere', help: 'Drawn anew each time.' },
        { value: 'middle', label: 'In the middle' },
      ],
      presets: both(ours('anywhere', 'each picture teaches more than once')),
    },
    {
      key: 'guide',
      label: 'Guide',
      group: 'data',
      help: 'What is shown beside the picture with its hole.',
      type: 'choice',
      choices: [
        { value: 'none', label: 'Nothing' },
        { value: 'class', label: 'Another of its class', help: 'A picture of the same sub-folder: the same person, another view.' },
      ],
      presets: both(ours('none', 'a folder without classes will do')),
    },
    mostPicturesParam('Only so many are read, evenly from the whole folder: reading takes time and memory.'),
    heldOutParam(),
  ],
  files: { select: 'folder', ...pictureNeeds, mostRead: (params) => numberOf(params, 'most') },
  async open(options) {
    const { params, files } = options;
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const isGuided = choiceOf(params, 'guide', ['none', 'class']) === 'class';
    const side = Math.max(1, Math.round(numberOf(params, 'hole') * size));
    const isAnywhere = choiceOf(params, 'place', ['anywhere', 'middle']) === 'anywhere';
    const found = classFiles(files.entries);
    const { shelf, kept, notes } = await readPictures(found.entries, options, { size, channels, most: Number(params.most) });
    const { labels, classes } = classesOf(kept);
    if (isGuided && labels === null) {
      const why = 'A guide is another picture of the same sub-folder, and this folder has no two sub-folders with pictures.';
      throw new StudioError('invalid', `${why} Sort the pictures into one folder for each, or take no guide.`);
    }
    const given = { size, channels: channels + 1 + (isGuided ? channels : 0) };

    return withHeldOut(kept.length, numberOf(params, 'heldOut'), (indices) => {
      const ofClass = (classes ?? []).map((_, label) => indices.filter((at) => labels![at] === label));
      return {
        kind: 'pairs',
        size,
        channels,
        given,
        examples: indices.length,
        classes,
        notes: [...found.notes, ...notes],
        draw(random, drawn) {
          const corner = () => (isAnywhere ? random.integer(size - side + 1) : Math.floor((size - side) / 2));
          const chosen = Array.from({ length: drawn }, () => {
            const index = indices[random.integer(indices.length)]!;
            return { index, guide: isGuided ? another(random, ofClass[labels![index]], index) : index, left: corner(), top: corner() };
          });
          const values = shelf.gather(chosen.map(({ index }) => index));
          const guides = isGuided ? shelf.gather(chosen.map(({ guide }) => guide)) : null;
          const from = new Float32Array(drawn * size * size * given.channels);
          for (const [at, { left, top }] of chosen.entries()) {
            for (let cell = 0; cell < size * size; cell += 1) {
              const [row, column] = [Math.floor(cell / size), cell % size];
              const isHole = row >= top && row < top + side && column >= left && column < left + side;
              const [source, target] = [(at * size * size + cell) * channels, (at * size * size + cell) * given.channels];
              for (let channel = 0; channel < channels; channel += 1) {
                from[target + channel] = isHole ? 0 : values[source + channel];
                if (guides !== null) from[target + channels + 1 + channel] = guides[source + channel];
              }
              from[target + channels] = isHole ? 1 : -1;
            }
          }
          return { values, given: from, labels: labels && Int32Array.from(chosen, ({ index }) => labels[index]) };
        },
      };
    });
  },
};

/** One of the others; the only one is its own guide. */
function another(random: Random, indices: ArrayLike<number>, index: number): number {
  if (indices.length < 2) return index;
  const chosen = indices[random.integer(indices.length - 1)];
  return chosen === index ? indices[indices.length - 1] : chosen;
}
