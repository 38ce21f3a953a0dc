import { numberOf } from '../param.ts';
import { allOf, heldOutParam, splitOf, tooFewNote } from '../files/held-out.ts';
import type { DomainsDataset, DataFiles, ReadDataset, ReadOptions } from '../dataset.ts';
import { classesOf } from '../files/class-folders.ts';
import { alsoPathParam, pathParam } from '../files/path-param.ts';
import { colorsParam, mostPicturesParam, readPictures } from '../files/picture-files.ts';
import { pictureNeeds } from '../files/picture-formats.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { twoFolders as foldersOf } from '../files/two-folders.ts';

/** Two folders of pictures that are not paired: photographs and paintings, summer and winter. */
export const twoFolders: ReadDataset = {
  name: 'two-folders',
  title: 'Two folders',
  purpose: 'Your own two domains, unpaired pictures: translate one into the other. As CycleGAN publishes them: trainA and trainB.',
  kind: 'domains',
  params: [
    pathParam(
      'The folder of the first domain, or one that holds both as sub-folders. Sub-folders of the same names in both domains are classes.',
    ),
    alsoPathParam({
      key: 'second',
      label: 'Second folder',
      help: 'The folder of the second domain. Empty: both are sub-folders of the first path.',
    }),
    pictureSizeParam([16, 28, 32, 64, 128], 32),
    colorsParam(),
    mostPicturesParam('Only so many of each domain are read, evenly from the whole folder: reading takes time and memory.'),
    heldOutParam(),
  ],
  files: {
    select: 'folder',
    ...pictureNeeds,
    mostRead: (params) => 2 * numberOf(params, 'most'),
    also: { param: 'second', select: 'folder', ...pictureNeeds },
  },
  async open(options) {
    const { params, files } = options;
    const { first, second, names, notes } = foldersOf(files, params, 'second');
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const domain = (entries: DataFiles['entries'], name: string) =>
      readDomain(entries, options, { name, size, channels, most: Number(params.most) });
    const [here, there] = [await domain(first, names[0]), await domain(second, names[1])];
    const isClassed = here.classes !== null && here.classes.join('/') === there.classes?.join('/');
    const percent = numberOf(params, 'heldOut');
    const [split, other] = [splitOf(here.count, percent), splitOf(there.count, percent)];
    const part = (first: Int32Array, second: Int32Array): DomainsDataset => ({
      kind: 'domains',
      example: [size, size, channels],
      names,
      examples: first.length + second.length,
      classes: isClassed ? here.classes : null,
      notes: [...notes, ...here.notes, ...there.notes],
      draw(random, drawn) {
        const [a, b] = [new Int32Array(drawn), new Int32Array(drawn)];
        for (let example = 0; example < drawn; example += 1) {
          a[example] = first[random.integer(first.length)]!;
          b[example] = second[random.integer(second.length)]!;
        }
        return {
          values: here.gather(a),
          other: there.gather(b),
          labels: isClassed ? here.labelsAt(a) : null,
          otherLabels: isClassed ? there.labelsAt(b) : null,
        };
      },
    });
    if (split === null || other === null) {
      const whole = part(allOf(here.count), allOf(there.count));
      return { ...whole, notes: [...whole.notes, ...tooFewNote(Math.min(here.count, there.count), percent)] };
    }
    const halves: [DomainsDataset, DomainsDataset] = [part(split.halves[0], other.halves[0]), part(split.halves[1], other.halves[1])];
    return { ...part(split.training, other.training), heldOut: { all: part(split.all, other.all), halves } };
  },
};

async function readDomain(
  entries: DataFiles['entries'],
  options: ReadOptions,
  wanted: { name: string; size: number; channels: 1 | 3; most: number },
) {
  const { shelf, kept, notes } = await readPictures(entries, options, wanted);
  const { labels, classes } = classesOf(kept);
  const labelsAt = (indices: Int32Array) => indices.map((index) => labels?.[index] ?? 0);
  return { count: kept.length, gather: shelf.gather, labelsAt, classes, notes };
}
