import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeTypes, typesFile } from './make-types.ts';

test('the declarations are those of the interface as it is; else run: node app/extensions/make-types.ts', () => {
  expect(readFileSync(typesFile, 'utf8') === makeTypes()).toBe(true);
});
