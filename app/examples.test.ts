import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { resolveConfig } from '../shared/resolve-config.ts';
import { catalogue } from './engine/catalogue.ts';

const folder = resolve(import.meta.dirname, '../resources/examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

test.each(names)('%s makes sense, and says what it is', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  expect(resolveConfig(catalogue('test', []), parse(text))).toHaveProperty('config');
  expect(text).toMatch(/^# \S/);
});

test('some are of sets that are fetched', () => {
  const read = names.map((name) => parse(readFileSync(join(folder, name), 'utf8')).dataset);
  expect(read).toEqual(expect.arrayContaining(['mnist', 'fashion-mnist']));
});
