import { describe, expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import type { CaptionsDataset, DataFiles } from '../dataset.ts';
import { nodeDecoders } from '../../trainer/decoders.ts';
import { seededRandom } from '../random.ts';
import { captionedFolder } from './captioned-folder.ts';
import { entries, png } from './test-files.ts';

const usual = { ...Object.fromEntries(captionedFolder.params.map(({ key, presets }) => [key, presets.small.value])), heldOut: 0 };
const text = (written: string) => new TextEncoder().encode(written);
const gray = (level: number) => png(20, 20, [level, level, level]);

async function open(files: Record<string, Uint8Array>, params: Params = {}, list?: Record<string, Uint8Array>): Promise<CaptionsDataset> {
  const handed: DataFiles = { entries: entries(files), also: list === undefined ? undefined : entries(list) };
  const dataset = await captionedFolder.open({
    params: { ...usual, size: '16', colors: 'gray', ...params },
    seed: 1,
    files: handed,
    decoders: nodeDecoders,
  });
  if (dataset.kind !== 'captions') throw new Error('not captions');
  return dataset;
}

/** What is said of each picture that is drawn, by its first number as a byte. */
function said(dataset: CaptionsDataset): Record<number, string[]> {
  const { values, words } = dataset.draw(seededRandom(1), 60);
  const found: Record<number, string[]> = {};
  for (let at = 0; at < 60; at += 1) {
    const level = Math.round((values[at * 256] + 1) * 127.5);
    const sentence = Array.from(words!.subarray(at * dataset.length, (at + 1) * dataset.length), (word) => dataset.words[word])
      .join(' ')
      .trimEnd();
    found[level] = [...new Set([...(found[level] ?? []), sentence])].sort();
  }
  return found;
}

test('a picture comes with one of its captions, whether the list lies in the folder or elsewhere', async () => {
  const pictures = { 'a.png': gray(10), 'deep/b.png': gray(20) };
  const list = text('file_name,caption\na.png,A dog.\na.png,It runs!\ndeep/b.png,Nothing\n');
  const expected = { 10: ['a dog', 'it runs'], 20: ['nothing'] };
  const within = await open({ ...pictures, 'captions.csv': list });
  expect(said(within)).toEqual(expected);
  expect([within.examples, within.length, within.words, within.notes]).toEqual([3, 2, ['', 'a', 'dog', 'it', 'nothing', 'runs'], []]);
  expect(said(await open(pictures, {}, { 'elsewhere.csv': list }))).toEqual(expected);
});

test('pictures are found from the list on, and by a name that only one has', async () => {
  const list = text('a.png one\nold/place/b.png two\n');
  expect(said(await open({ 'in/a.png': gray(1), 'in/list.txt': list, 'in/deep/b.png': gray(2), 'a.png': gray(3) }, {}))).toEqual({
    2: ['two'],
    3: ['one'],
  });
  expect(said(await open({ 'in/a.png': gray(1), 'in/list.txt': list, 'in/deep/b.png': gray(2), 'other/a.png': gray(3) }))).toEqual({
    1: ['one'],
    2: ['two'],
  });
});

test('a text beside each picture is its caption', async () => {
  const dataset = await open({
    'a.png': gray(1),
    'a.txt': text('one dog'),
    'b.jpeg.png': gray(2),
    'b.jpeg.txt': text('two'),
    'readme.txt': text('x'),
  });
  expect(said(dataset)).toEqual({ 1: ['one dog'], 2: ['two'] });
});

test('whatever lacks its other half, or is broken, is left out with its reason', async () => {
  const { notes, examples } = await open({
    'a.png': gray(1),
    'broken.png': new Uint8Array(4),
    'silent.png': gray(2),
    'captions.txt': text('a.png one\ngone.png two\nbroken.png three\na.png ...\nno picture at all\n'),
  });
  expect(examples).toBe(1);
  expect(notes).toEqual([
    'Line 5 of captions.txt was left out: it names no picture.',
    'Line 2 of captions.txt was left out: there is no picture gone.png.',
    'Line 4 of captions.txt was left out: its caption has no word.',
    'silent.png was left out: it has no caption.',
    'broken.png was left out: it does not begin as a picture does (PNG, JPEG, WebP, GIF, TIFF or AVIF).',
  ]);
});

test('rare words, long captions and too many pictures are said', async () => {
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}.png`, gray(at)]));
  const list = Object.keys(files).map((name) => `${name} a b${name[0]} c d`);
  const { notes, words } = await open({ ...files, 'list.txt': text(list.join('\n')) }, { most: 5, words: 3, longest: 3 });
  expect(words).toEqual(['', '(rare)', 'a', 'c', 'd']);
  expect(notes.map((note) => note.slice(0, 24))).toEqual([
    'Of 10 pictures 5 are rea',
    'Of 8 different words the',
    '5 of 5 captions are long',
  ]);
});

describe('what can’t be used at all', () => {
  test.each<[string, Record<string, Uint8Array>, string]>([
    [
      'no list',
      { 'a.png': gray(1) },
      'There is no list of captions (.csv, .tsv, .jsonl, .json, .txt) in this folder. Name it as "List of captions".',
    ],
    [
      'several lists',
      { 'a.png': gray(1), 'x.csv': text(''), 'y.csv': text('') },
      '2 files in this folder may be the list of captions, such as x.csv, y.csv.',
    ],
    [
      'a list of others',
      { 'a.png': gray(1), 'x.txt': text('b.png one') },
      'No picture in this folder has a caption in x.txt. The first: Line 1 of x.txt was left out: there is no picture b.png.',
    ],
    ['an empty list', { 'x.txt': text('') }, 'No picture in this folder has a caption in x.txt. It is empty.'],
    [
      'broken pictures alone',
      { 'a.png': new Uint8Array(3), 'x.txt': text('a.png one') },
      'None of the 1 pictures with captions can be read. The first: a.png was left out',
    ],
  ])('%s is refused in a sentence', async (_what, files, sentence) => {
    await expect(open(files)).rejects.toThrow(sentence);
  });

  test('of several lists the one called captions is taken', async () => {
    expect(said(await open({ 'a.png': gray(1), 'captions.csv': text('a.png,one'), 'notes.txt': text('a.png two') }))).toEqual({
      1: ['one'],
    });
  });
});

describe('names that a list and a disk write differently', () => {
  test.each<[string, string[], string]>([
    ['composed in the list', ['carre\u0301.png', 'b.png'], 'file_name,caption\ncarr\u00e9.png,one\nb.png,two\n'],
    ['composed on the disk', ['carr\u00e9.png', 'b.png'], 'file_name,caption\ncarre\u0301.png,one\nb.png,two\n'],
    ['in large letters', ['A.PNG', 'b.png'], 'file_name,caption\na.png,one\nB.png,two\n'],
    ['without an ending', ['a.png', 'b.png'], 'file_name,caption\na,one\nb,two\n'],
    ['without an ending and without a head', ['a.png', 'b.png'], 'a,one\nb,two\n'],
    ['in another folder', ['in/a.png', 'in/b.png'], 'a,one\nold/b,two\n'],
  ])('%s', async (_what, names, list) => {
    const files = Object.fromEntries(names.map((name, at) => [name, gray(10 * at)]));
    const dataset = await open({ ...files, 'captions.csv': text(list) });
    expect([said(dataset), dataset.notes]).toEqual([{ 0: ['one'], 10: ['two'] }, []]);
  });

  test('in a text by lines', async () => {
    const dataset = await open({ 'a.png': gray(0), 'b.png': gray(10), 'list.txt': text('a one dog\nb\ttwo\n') });
    expect(said(dataset)).toEqual({ 0: ['one dog'], 10: ['two'] });
  });

  test('where two fit, none is taken', async () => {
    const { notes, examples } = await open({
      'a.png': gray(0),
      'a.jpg': gray(10),
      'b.png': gray(20),
      'captions.csv': text('file_name,caption\na,one\nb,two\n'),
    });
    expect(examples).toBe(1);
    expect(notes[0]).toBe('Line 2 of captions.csv was left out: there is no picture a.');
  });
});

test('a list that is no UTF-8 keeps its letters, and it is said', async () => {
  const list = Uint8Array.from([...'a.png un carr'].map((letter) => letter.charCodeAt(0)).concat(0xe9));
  const dataset = await open({ 'a.png': gray(0), 'list.txt': list });
  expect([said(dataset), dataset.notes]).toEqual([
    { 0: ['un carr\u00e9'] },
    ['One line of list.txt is no UTF-8 and read as Windows-1252.'],
  ]);
});
