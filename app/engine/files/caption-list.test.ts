import { describe, expect, test } from 'vitest';
import { readCaptionList } from './caption-list.ts';

const read = (path: string, text: string) => readCaptionList(new TextEncoder().encode(text), path);
const said = (path: string, text: string) => read(path, text).found.map(({ picture, caption }) => [picture, caption]);

const expected = [
  ['a.png', 'A dog, running.'],
  ['b/c.jpg', 'She said "no"'],
];

describe('every usual way to write captions down gives the same', () => {
  test.each<[string, string, string]>([
    ['comma, named', 'x.csv', 'file_name,text\na.png,"A dog, running."\nb/c.jpg,"She said ""no"""\n'],
    ['comma, unnamed', 'x.csv', 'a.png,"A dog, running."\r\nb/c.jpg,"She said ""no"""\r\n'],
    ['columns in another order', 'x.csv', 'id,Caption,width,Image\n1,"A dog, running.",9,a.png\n2,"She said ""no""",9,b/c.jpg'],
    ['semicolons', 'x.csv', 'file;caption\na.png;A dog, running.\nb/c.jpg;"She said ""no"""'],
    ['as Flickr30k', 'results.csv', 'image_name| comment_number| comment\na.png| 0| A dog, running.\nb/c.jpg| 0| She said "no"'],
    ['tabs', 'x.tsv', 'a.png\tA dog, running.\nb/c.jpg\tShe said "no"'],
    ['JSON lines', 'x.jsonl', '{"file_name":"a.png","text":"A dog, running."}\n\n{"image":"./b\\\\c.jpg","caption":"She said \\"no\\""}'],
    ['JSON', 'x.json', '[{"file_name":"a.png","text":["A dog, running."]},{"image":"b/c.jpg","caption":"She said \\"no\\""}]'],
    [
      'as COCO',
      'x.json',
      '{"images":[{"id":7,"file_name":"b/c.jpg"},{"id":3,"file_name":"a.png"}],"annotations":[{"image_id":3,"id":1,"caption":"A dog, running."},{"image_id":7,"id":2,"caption":"She said \\"no\\""}]}',
    ],
    ['as Flickr8k, tokens', 'x.txt', 'a.png#0\tA dog, running.\nb/c.jpg#12\tShe said "no"'],
    ['as Flickr8k, captions', 'captions.txt', 'image,caption\na.png,"A dog, running."\nb/c.jpg,She said "no"'],
    ['by blanks', 'x.txt', 'a.png A dog, running.\n\n  b/c.jpg   She said "no"  '],
    ['with a mark of UTF-8', 'x.csv', '\ufefffile_name,text\na.png,"A dog, running."\nb/c.jpg,"She said ""no"""'],
  ])('%s', (_what, path, text) => {
    expect(said(path, text)).toEqual(expected);
    expect(read(path, text).broken).toEqual([]);
  });

  test('UTF-16, as spreadsheets save it', () => {
    const text = '\ufeffa.png\tA dög\n';
    const bytes = new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
    expect(readCaptionList(bytes, 'x.tsv').found).toEqual([{ where: 'Line 1 of x.tsv', picture: 'a.png', caption: 'A dög' }]);
  });
});

test('a list of captions is several', () => {
  expect(said('x.jsonl', '{"file_name":"a.png","captions":["one","two"]}')).toEqual([
    ['a.png', 'one'],
    ['a.png', 'two'],
  ]);
});

test.each<[string, string, string[]]>([
  [
    'x.csv',
    'file_name,text\na.png,one\n,two\nb.png,\nc.png\nd.png,four',
    ['Line 3 of x.csv: it names no picture', 'Line 4 of x.csv: it has no caption', 'Line 5 of x.csv: it has no caption'],
  ],
  ['x.csv', 'a.png,one\nb.png\nd.png,four', ['Line 2 of x.csv: it has no caption']],
  [
    'x.jsonl',
    '{"file":"a.png","text":"one"}\n{"file":\n[1]\n{"file":"b.png"}\n{"text":"x"}\n{"file":"d.png","text":"four"}',
    [
      'Line 2 of x.jsonl: it is no JSON object',
      'Line 3 of x.jsonl: it is no JSON object',
      'Line 4 of x.jsonl: it has no caption',
      'Line 5 of x.jsonl: it names no picture',
    ],
  ],
  ['x.txt', 'a.png one\na dog\nb.jpg\nd.png four', ['Line 2 of x.txt: it names no picture', 'Line 3 of x.txt: it has no caption']],
])('a broken line of %s is left out with its reason, the others are kept', (path, text, reasons) => {
  expect(said(path, text)).toEqual([
    ['a.png', 'one'],
    ['d.png', 'four'],
  ]);
  expect(read(path, text).broken.map(({ where, reason }) => `${where}: ${reason}`)).toEqual(reasons);
});

test('JSON that is broken or of something else is refused, a broken entry is left out', () => {
  expect(() => read('x.json', '[{"file_name":')).toThrow('x.json is no JSON: it is cut short or broken. Fetch it again.');
  expect(() => read('x.json', '{"info":1}')).toThrow('x.json holds no captions: it must be a list of objects');
  expect(read('x.json', '[3,{"file":"a.png","text":"one"},{"text":"x"}]')).toEqual({
    found: [{ where: 'Entry 2 of x.json', picture: 'a.png', caption: 'one' }],
    broken: [
      { where: 'Entry 1 of x.json', reason: 'it is no JSON object' },
      { where: 'Entry 3 of x.json', reason: 'it names no picture' },
    ],
    notes: [],
  });
  expect(read('x.json', '{"images":[{"id":1,"file_name":"a.png"}],"annotations":[{"image_id":2,"caption":"one"}]}').broken).toHaveLength(1);
});

test('a table whose columns say nothing is refused with what it has', () => {
  expect(() => read('x.csv', 'id,width\n1,2')).toThrow(
    'x.csv begins with the columns id, width; one must be named file_name and one caption',
  );
  expect(() => read('x.csv', '')).toThrow('x.csv begins with the columns (none)');
});
