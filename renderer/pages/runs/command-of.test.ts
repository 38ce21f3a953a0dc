import { execFileSync } from 'node:child_process';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import type { RunRow } from '../../../shared/api/runs.ts';
import { commandOf } from './command-of.ts';

it('the command of a run hands a shell its config as it is', () => {
  const config = { recipe: 'wgan', params: { text: 'it\'s $HOME `x` \\ "q"', lines: 'a\nCONFIG\nb' }, CONFIG: 1 };
  const command = commandOf({ id: 'abc', origin: null, config } as unknown as RunRow);
  const text = execFileSync('sh', ['-c', `ganymede() { cat; }\n${command}\n`], { encoding: 'utf8' });
  expect(parse(text)).toEqual(config);
  expect(commandOf({ id: 'abc', origin: { importer: 'mlflow' }, config } as unknown as RunRow)).toBe('ganymede show abc');
});
