import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { isStandardOutput, writeOut } from './write-out.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-write-out-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bytes = (text: string) => new TextEncoder().encode(text);

test('chunks become one file, in a folder made for it', async () => {
  const file = join(folder, 'new', 'a.csv');
  expect(await writeOut(file, [bytes('one,'), bytes('two')])).toBe(7);
  expect(readFileSync(file, 'utf8')).toBe('one,two');
});

test('content that breaks off leaves what was there before, and nothing beside it', async () => {
  const place = join(folder, 'kept');
  mkdirSync(place);
  writeFileSync(join(place, 'a.csv'), 'before');
  async function* broken() {
    yield bytes('half of it');
    throw new StudioError('failed', 'It broke off.');
  }
  await expect(writeOut(join(place, 'a.csv'), broken())).rejects.toThrow('It broke off.');
  expect(readdirSync(place)).toEqual(['a.csv']);
  expect(readFileSync(join(place, 'a.csv'), 'utf8')).toBe('before');
});

test('a fault of the content is no fault of its place', async () => {
  const fault = new TypeError('It can’t be counted.');
  async function* faulty() {
    yield bytes('half of it');
    throw fault;
  }
  await expect(writeOut(join(folder, 'faulty.csv'), faulty())).rejects.toBe(fault);
});

test('what is stopped on the way leaves nothing', async () => {
  const place = join(folder, 'stopped');
  const stop = new AbortController();
  async function* endless() {
    for (;;) {
      yield bytes('more');
      stop.abort();
    }
  }
  await expect(writeOut(join(place, 'a.csv'), endless(), stop)).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(place)).toEqual([]);
});

test('a place that takes no file is named', async () => {
  const file = join(folder, 'plain');
  writeFileSync(file, '');
  await expect(writeOut(join(file, 'a.csv'), [bytes('x')])).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(file),
  });
});

test('a folder is no file', async () => {
  await expect(writeOut(folder, [bytes('x')])).rejects.toMatchObject({
    code: 'invalid',
    message: `${folder} is a folder. Name a file in it.`,
  });
});

describe.skipIf(process.platform === 'win32')('what is more than a plain file', () => {
  test('a link stays, what it leads to is written, over two links and where nothing is there yet', async () => {
    const place = mkdtempSync(join(folder, 'links-'));
    writeFileSync(join(place, 'real.csv'), 'old');
    mkdirSync(join(place, 'deep'));
    symlinkSync('real.csv', join(place, 'one.csv'));
    symlinkSync('../one.csv', join(place, 'deep', 'two.csv'));
    symlinkSync('later.csv', join(place, 'dangling.csv'));
    await writeOut(join(place, 'deep', 'two.csv'), [bytes('new')]);
    await writeOut(join(place, 'dangling.csv'), [bytes('newer')]);
    for (const link of ['one.csv', 'deep/two.csv', 'dangling.csv']) expect(lstatSync(join(place, link)).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(place, 'real.csv'), 'utf8')).toBe('new');
    expect(readFileSync(join(place, 'later.csv'), 'utf8')).toBe('newer');
    expect(readdirSync(place).sort()).toEqual(['dangling.csv', 'deep', 'later.csv', 'one.csv', 'real.csv']);
  });

  test('who may read a file stays as it was', async () => {
    const file = join(folder, 'private.csv');
    writeFileSync(file, 'old');
    chmodSync(file, 0o600);
    await writeOut(file, [bytes('new')]);
    expect([statSync(file).mode & 0o777, readFileSync(file, 'utf8')]).toEqual([0o600, 'new']);
  });

  test('a pipe is written to, whoever reads it, and stays a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const reader = spawn('cat', [pipe]);
    let read = '';
    reader.stdout.on('data', (text) => {
      read += text;
    });
    const over = new Promise((done) => reader.once('close', done));
    expect(await writeOut(pipe, [bytes('through '), bytes('it')])).toBe(10);
    await over;
    expect([read, statSync(pipe).isFIFO()]).toEqual(['through it', true]);
  });

  test('a descriptor goes on where it stands, by whatever link it is named', async () => {
    const file = join(folder, 'appended.txt');
    writeFileSync(file, 'before, ');
    const number = openSync(file, 'a');
    symlinkSync(`/dev/fd/${number}`, join(folder, 'mine'));
    await writeOut(`/dev/fd/${number}`, [bytes('then, ')]);
    await writeOut(join(folder, 'mine'), [bytes('last')]);
    closeSync(number);
    expect(readFileSync(file, 'utf8')).toBe('before, then, last');
    expect(lstatSync(join(folder, 'mine')).isSymbolicLink()).toBe(true);
    await expect(writeOut('/dev/fd/987', [bytes('x')])).rejects.toThrow("/dev/fd/987 can't be written.");
  });

  test('standard output is known by each of its names', async () => {
    for (const name of ['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']) expect(await isStandardOutput(name)).toBe(true);
    for (const name of ['/dev/stderr', join(folder, 'private.csv')]) expect(await isStandardOutput(name)).toBe(false);
  });
});
