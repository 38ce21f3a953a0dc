import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { plainArtifactPath } from './artifact-path.ts';

test.each([
  ['plots/loss.png', 'plots/loss.png'],
  ['../../etc/passwd', '_/_/etc/passwd'],
  ['/etc/passwd', 'etc/passwd'],
  ['C:\\Windows\\x.ini', 'C_/Windows/x.ini'],
  ['a//./b/', 'a/b'],
  ['line\nbreak\0', 'line_break_'],
  ['', 'file'],
  ['..', '_'],
])('%j is called %j', (given, called) => expect(plainArtifactPath(given)).toBe(called));

property.prop([fc.string({ unit: 'binary', maxLength: 60 })])('no name climbs, begins at the root or names nothing', (path) => {
  const names = plainArtifactPath(path).split('/');
  expect(names.every((name) => name !== '' && name !== '.' && !/^\.+$/.test(name) && !name.includes('\\'))).toBe(true);
});
