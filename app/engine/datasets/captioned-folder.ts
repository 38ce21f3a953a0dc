import { heldOutParam, withHeldOut } from '../files/held-out.ts';
import { StudioError } from '../../../shared/errors.ts';
import { type Captioned, type CaptionList, listEndings, readCaptionList } from '../files/caption-list.ts';
import type { DataFiles, ReadDataset } from '../dataset.ts';
import { inOrder } from '../files/in-order.ts';
import { leftOut } from '../files/left-out.ts';
import { both, numberOf, ours } from '../param.ts';
import { alsoPathParam, pathParam } from '../files/path-param.ts';
import { colorsParam, drawIndices, mostPicturesParam, movingPictures, pictureShelf, thinned } from '../files/picture-files.ts';
import { byName, withoutEnding } from '../files/picture-by-name.ts';
import { pictureNeeds } from '../files/picture-formats.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { guessedNote, textOf } from '../files/text-of.ts';
import { buildVocabulary, wordsOf } from '../files/vocabulary.ts';

type Entry = DataFiles['entries'][number];

/** Pictures with sentences from a list beside them; the vocabulary is that of the list. */
export const captionedFolder: ReadDataset = {
  name: 'captioned-folder',
  title: 'Folder with captions',
  purpose: 'Your own pictures, and a list that says what each shows: CSV, TSV, JSON (COCO’s too) or plain text.',
  kind: 'captions',
  params: [
    pathParam('The folder of the pictures, with the list of captions in it or named below. A picture may have several captions.'),
    alsoPathParam({
      key: 'captions',
      label: 'List of captions',
      help: '.csv or .tsv with columns file_name and caption, .jsonl or .json with such keys, COCO’s .json, or .txt with a picture’s name and its caption on each line. Empty: the list in the folder, or a .txt of the same name beside each picture.',
    }),
    pictureSizeParam([16, 28, 32, 64], 32),
    colorsParam(),
    {
      key: 'words',
      label: 'Most words',
      group: 'data',
      help: 'So many different words are kept, the most frequent; all others become one that says they are rare.',
      type: 'integer',
      min: 1,
      max: 20_000,
      scale: 'log',
      presets: both(ours(1000, 'a network’s last layer grows with them')),
    },
    {
      key: 'longest',
      label: 'Longest caption',
      group: 'data',
      help: 'Words of a caption; what comes after them is left out.',
      type: 'integer',
      unit: 'words',
      min: 1,
      max: 64,
      presets: both(ours(16, 'a step costs as much as the longest caption')),
    },
    mostPicturesParam('Only so many are read, evenly from the whole folder: reading takes time and memory.'),
    heldOutParam(),
  ],
  files: {
    select: 'folder',
    ...pictureNeeds,
    endings: [...pictureNeeds.endings, ...listEndings],
    also: { param: 'captions', select: 'file', endings: listEndings },
  },
  async open({ params, files, decoders, isStopped }) {
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const said = saidIn(files);
    const broken = leftOut('captions and pictures');
    const captioned = matched(files.entries, said, broken.add);
    const { taken, notes } = thinned(captioned, numberOf(params, 'most'), 'pictures');
    const shelf = pictureShelf(taken.length, size, channels);
    const sentences: string[] = [];
    const pictures: number[] = [];
    let count = 0;
    const moving = movingPictures();
    const decode = ({ picture }: { picture: Entry }) => decoders.picture(picture.read(), { side: size });
    for await (const { item, ...outcome } of inOrder(taken, decode, { most: decoders.picturesAtOnce, isStopped })) {
      const { picture, captions } = item;
      if ('cause' in outcome) {
        broken.add(picture.path, outcome.cause);
        continue;
      }
      shelf.add(outcome.made);
      moving.see(outcome.made, picture.path);
      sentences.push(...captions);
      for (const _ of captions) pictures.push(count);
      count += 1;
    }
    if (count === 0) throw nothingToRead(said.by, taken.length, broken.first());
    const vocabulary = buildVocabulary(sentences, { mostWords: numberOf(params, 'words'), longest: numberOf(params, 'longest') });
    const { words, length, rows } = vocabulary;
    return withHeldOut(count, numberOf(params, 'heldOut'), (indices) => {
      const taken = new Set(indices);
      const told = Int32Array.from(pictures.keys()).filter((sentence) => taken.has(pictures[sentence]!));
      return {
        kind: 'captions',
        size,
        channels,
        length,
        words,
        examples: told.length,
        classes: null,
        notes: [...said.notes, ...notes, ...vocabulary.notes, ...moving.notes(), ...broken.notes()],
        draw(random, drawn) {
          const chosen = drawIndices(random, drawn, told);
          const sentenceWords = new Int32Array(drawn * length);
          chosen.forEach((sentence, at) => {
            sentenceWords.set(rows.subarray(sentence * length, (sentence + 1) * length), at * length);
          });
          return { values: shelf.gather(chosen.map((sentence) => pictures[sentence])), labels: null, words: sentenceWords };
        },
      };
    });
  },
};

/** What is said of which picture, and what says it. */
interface Said extends CaptionList {
  by: string;
  find(name: string): Entry | undefined;
}

/** By the list that was named, by a text beside each picture, or by the list in the folder. */
function saidIn({ entries, also }: DataFiles): Said {
  const lists = entries.filter(isList);
  const pictures = entries.filter((entry) => !isList(entry));
  const besides = also === undefined ? textsBeside(pictures, lists) : null;
  if (besides !== null && besides.found.length > 0) return { by: 'the text of its name', find: byName(pictures, ''), ...besides };
  const list = also?.[0] ?? listAmong(lists);
  const find = byName(pictures, list.path);
  return { by: list.path, find, ...readCaptionList(list.read(), list.path, (name) => find(name) !== undefined) };
}

function isList({ path }: Entry): boolean {
  return listEndings.some((ending) => path.toLowerCase().endsWith(ending));
}

/** a.txt says what a.png shows. */
function textsBeside(pictures: Entry[], lists: Entry[]): CaptionList {
  const named = new Map(pictures.map(({ path }) => [withoutEnding(path).normalize('NFC'), path]));
  const found: Captioned[] = [];
  const notes: string[] = [];
  for (const { path, read } of lists) {
    const picture = path.toLowerCase().endsWith('.txt') ? named.get(withoutEnding(path).normalize('NFC')) : undefined;
    if (picture === undefined) continue;
    const said = textOf(read());
    found.push({ where: path, picture, caption: said.text });
    notes.push(...guessedNote(said, path));
  }
  return { found, broken: [], notes: notes.length > 3 ? [...notes.slice(0, 2), `${notes.length - 2} more texts are no UTF-8.`] : notes };
}

/** The only one, or the one called `captions` or `metadata`. */
function listAmong(lists: Entry[]): Entry {
  const usual = lists.filter(({ path }) => /(^|\/)(captions?|metadata|results)\.[a-z]+$/i.test(path));
  if (lists.length === 1) return lists[0];
  if (usual.length === 1) return usual[0];
  const some = lists.slice(0, 3).map(({ path }) => path);
  const why =
    lists.length === 0
      ? `There is no list of captions (${listEndings.join(', ')}) in this folder.`
      : `${lists.length} files in this folder may be the list of captions, such as ${some.join(', ')}.`;
  throw new StudioError('invalid', `${why} Name it as "List of captions".`);
}

/** Pictures that are there and are spoken of, in the order of the folder. */
function matched(
  entries: Entry[],
  { find, found, broken }: Said,
  leave: (name: string, reason: string) => void,
): { picture: Entry; captions: string[] }[] {
  for (const { where, reason } of broken) leave(where, reason);
  const pictures = entries.filter((entry) => !isList(entry));
  const captions = new Map<Entry, string[]>();
  for (const { where, picture: name, caption } of found) {
    const picture = find(name);
    const known = picture && captions.get(picture);
    if (picture === undefined) leave(where, `there is no picture ${name}`);
    else if (wordsOf(caption).length === 0) leave(where, 'its caption has no word');
    else if (known === undefined) captions.set(picture, [caption]);
    else known.push(caption);
  }
  for (const picture of pictures) if (!captions.has(picture)) leave(picture.path, 'it has no caption');
  return pictures.flatMap((picture) => {
    const said = captions.get(picture);
    return said === undefined ? [] : [{ picture, captions: said }];
  });
}

function nothingToRead(by: string, tried: number, first: string | undefined): StudioError {
  if (tried > 0) return new StudioError('invalid', `None of the ${tried} pictures with captions can be read. The first: ${first}`);
  const why = first === undefined ? 'It is empty.' : `The first: ${first}`;
  return new StudioError('invalid', `No picture in this folder has a caption in ${by}. ${why}`);
}
