import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeTypes, typesFile } from './make-types.ts';

/** What others of the studio say in passing, below shared/, may be older until the next making. */
function published(declarations: string): Record<string, string> {
  const modules = declarations.split(/^(?=declare module ')/m).map((text) => [/'([^']+)'/.exec(text)?.[1] ?? '', text.trim()] as const);
  return Object.fromEntries(modules.filter(([name]) => name === 'ganymede' || name.startsWith('ganymede/app/engine/')));
}

test('the declarations are those of the interface as it is; else run: node app/extensions/make-types.ts', () => {
  const made = published(makeTypes());
  expect(Object.keys(made).length).toBeGreaterThan(40);
  expect(published(readFileSync(typesFile, 'utf8'))).toEqual(made);
});
