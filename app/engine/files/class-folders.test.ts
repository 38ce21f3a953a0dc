import { expect, test } from 'vitest';
import { classesOf, classFiles } from './class-folders.ts';

function found(...paths: string[]) {
  const { entries, notes } = classFiles(paths.map((path) => ({ path, read: () => new Uint8Array(0) })));
  const kept = entries.map(({ path }) => path);
  return { kept, classes: classesOf(kept).classes, notes };
}

test.each<[string, string[], string[] | null, string[]]>([
  ['classes side by side', ['cat/1', 'dog/1'], ['cat', 'dog'], []],
  ['flat', ['1', '2'], null, []],
  ['folders around the classes', ['data/pets/cat/1', 'data/pets/dog/1'], ['cat', 'dog'], []],
  ['one folder around pictures', ['pictures/1', 'pictures/2'], null, []],
  [
    'a split',
    ['train/cat/1', 'train/dog/1', 'val/cat/1', 'test/dog/1', 'test/dog/2'],
    ['cat', 'dog'],
    ['What lies in train is read; test (2) and val (1) are left for you.'],
  ],
  [
    'a split in other letters',
    ['Training/cat/1', 'Training/dog/1', 'Testing/cat/1'],
    ['cat', 'dog'],
    ['What lies in Training is read; Testing (1) is left for you.'],
  ],
  [
    'a split with folders around it',
    ['set/images/train/cat/1', 'set/images/train/dog/1', 'set/images/val/cat/1'],
    ['cat', 'dog'],
    ['What lies in train is read; val (1) is left for you.'],
  ],
  [
    'a split with a folder within',
    ['train/images/cat/1', 'train/images/dog/1', 'test/images/cat/1'],
    ['cat', 'dog'],
    ['What lies in train is read; test (1) is left for you.'],
  ],
  [
    'a split in each class',
    ['cat/train/1', 'cat/test/1', 'dog/train/1', 'dog/test/1'],
    ['cat', 'dog'],
    ['What lies in train is read; test (2) is left for you.'],
  ],
  [
    'a loose file beside a split',
    ['sample', 'train/cat/1', 'train/dog/1', 'val/cat/1'],
    ['cat', 'dog'],
    ['What lies in train is read; val (1) and what lies beside it (1) are left for you.'],
  ],
  [
    'a split without train',
    ['val/cat/1', 'val/dog/1', 'test/cat/1'],
    ['cat', 'dog'],
    ['What lies in val is read; test (1) is left for you.'],
  ],
  ['vehicles, one of them a train', ['train/1', 'tram/1'], ['train', 'tram'], []],
  ['a flat split', ['train/1', 'train/2', 'test/1'], null, ['What lies in train is read; test (1) is left for you.']],
  ['loose files and folders', ['1', 'cat/1'], ['(no folder)', 'cat'], []],
  ['deep classes', ['cat/a/1', 'cat/b/1', 'dog/1'], ['cat', 'dog'], []],
])('%s', (_what, paths, classes, notes) => {
  const { classes: told, notes: said } = found(...paths);
  expect([told, said]).toEqual([classes, notes]);
});

test('a name composed and the same taken apart are one class', () => {
  expect(found('caf\u00e9/1', 'cafe\u0301/2', 'bar/1').classes).toEqual(['bar', 'caf\u00e9']);
});
