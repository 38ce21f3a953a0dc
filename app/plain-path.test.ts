import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainPath } from './plain-path.ts';

test.each([
  ['~', homedir()],
  ['~/a b/points.npz', join(homedir(), 'a b', 'points.npz')],
  ['~nobody/x', '~nobody/x'],
  ['./~/x', './~/x'],
  ['a~/x', 'a~/x'],
  ['', ''],
  ['file://elsewhere/x', 'file://elsewhere/x'],
])('%j is %j', (text, path) => expect(plainPath(text)).toBe(path));

test.skipIf(process.platform === 'win32')('the address of a file is its path', () => {
  expect(plainPath('file:///data/a%20b/%C3%A9.png')).toBe('/data/a b/é.png');
});
