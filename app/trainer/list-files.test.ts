import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listFiles } from './list-files.ts';
import { readRegularFile } from './read-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-list-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isWindows = process.platform === 'win32';
/** No program of every system. */
const makePipe = 'mkfifo';
const list = (from = folder) => listFiles(from, (name) => name.endsWith('.png'));

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
}

test('what systems and network drives put there is left out and counted', () => {
  write('cat/a.png', 'cat/@eaDir/a.png/THUMB.png', '@eaDir/b.png', '__MACOSX/cat/._a.png', '$RECYCLE.BIN/x.png', '#recycle/y.png');
  write('.Trash/z.png', '._a.png', '.DS_Store', 'Thumbs.db', 'lost+found/q.png');
  const { names, notes } = list();
  expect(names).toEqual(['cat/a.png']);
  expect(notes).toEqual([
    `What is hidden or the system’s in ${basename(folder)} was left out: 10 by the name of #recycle, $RECYCLE.BIN, .DS_Store ….`,
  ]);
});

test('files of other endings are counted by ending', () => {
  write('a.png', 'b.bmp', 'c.BMP', 'd.txt', 'e');
  expect(list().notes).toEqual([`4 files of another kind in ${basename(folder)} are not read: 2 .bmp, 1 .txt, 1 without an ending.`]);
});

test('linked classes are read beside real ones', () => {
  write('elsewhere/cat/a.png', 'elsewhere/dog/b.png', 'set/cow/c.png');
  const set = join(folder, 'set');
  symlinkSync(join(folder, 'elsewhere/cat'), join(set, 'cat'));
  symlinkSync(join(folder, 'elsewhere/dog'), join(set, 'dog'));
  symlinkSync(join(folder, 'elsewhere/cat/a.png'), join(set, 'linked.png'));
  expect(list(set)).toEqual({ names: ['cat/a.png', 'cow/c.png', 'dog/b.png', 'linked.png'], notes: [] });
});

test('where only what is in the folder itself is asked for, nobody looks below', () => {
  write('a.png', 'below/b.png', 'below/deeper/c.png');
  symlinkSync(join(folder, 'below'), join(folder, 'linked'));
  const seen: string[] = [];
  const { names } = listFiles(folder, (name) => seen.push(name) > 0, { isDeep: false });
  expect([names, seen]).toEqual([['a.png'], ['a.png']]);
});

test('a loop, a second way and a link to nowhere are named; what is reached straight keeps its name', () => {
  write('real/a.png');
  symlinkSync(join(folder, 'real'), join(folder, 'again'));
  symlinkSync(folder, join(folder, 'real/loop'));
  symlinkSync(join(folder, 'gone'), join(folder, 'nowhere.png'));
  const { names, notes } = list();
  expect(names).toEqual(['real/a.png']);
  expect([...notes].sort()).toEqual([
    'again was left out: it leads to a folder that is read already.',
    'nowhere.png was left out: the link leads nowhere.',
    'real/loop was left out: it leads to a folder that is read already.',
  ]);
});

test.skipIf(isWindows)('a link to itself, and one that goes through a file, are named; the rest of the folder is read', () => {
  write('a.png', 'set/b.png');
  symlinkSync('self', join(folder, 'self'));
  symlinkSync('../self/deeper', join(folder, 'set', 'round.png'));
  symlinkSync('a.png/deeper', join(folder, 'through.png'));
  const { names, notes } = list();
  expect(names).toEqual(['a.png', 'set/b.png']);
  expect([...notes].sort()).toEqual([
    'self was left out: the link leads back to itself.',
    'set/round.png was left out: the link leads back to itself.',
    'through.png was left out: the link leads nowhere.',
  ]);
});

/** To root nothing is closed. */
const isRoot = process.getuid?.() === 0;
test.skipIf(isWindows || isRoot)('a link into a folder that this user may not enter is named', () => {
  write('a.png', 'closed/b.png', 'closed/deep/c.png');
  const set = join(folder, 'set');
  mkdirSync(set);
  for (const [name, to] of [
    ['b.png', 'closed/b.png'],
    ['deep', 'closed/deep'],
    ['a.png', 'a.png'],
  ])
    symlinkSync(join(folder, to), join(set, name));
  chmodSync(join(folder, 'closed'), 0);
  const { names, notes } = list(set);
  chmodSync(join(folder, 'closed'), 0o700);
  expect(names).toEqual(['a.png']);
  expect([...notes].sort()).toEqual([
    'b.png was left out: this user may not read where it leads.',
    'deep was left out: this user may not read where it leads.',
  ]);
});

test.skipIf(isWindows)('a pipe, a socket and a link to a device are named and never opened', async () => {
  write('a.png');
  execFileSync(makePipe, [join(folder, 'pipe.png')]);
  symlinkSync('/dev/zero', join(folder, 'zero.png'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'socket.png'), resolve));
  const { names, notes } = list();
  server.close();
  expect(names).toEqual(['a.png']);
  expect([...notes].sort()).toEqual([
    'pipe.png was left out: it is a pipe, not a file.',
    'socket.png was left out: it is a socket, not a file.',
    'zero.png was left out: the link leads to a device, not to a file.',
  ]);
  expect(() => readRegularFile(join(folder, 'pipe.png'))).toThrow('it is no file that can be read');
  expect(() => readRegularFile('/dev/zero')).toThrow('it is no file that can be read');
});
