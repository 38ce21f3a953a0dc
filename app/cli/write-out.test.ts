import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { writeOut } from './write-out.ts';

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
