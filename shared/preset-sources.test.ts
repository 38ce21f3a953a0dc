import { expect, test } from 'vitest';
import type { ParamSpec } from './params.ts';
import { presetSources, presetSourcesSentence } from './preset-sources.ts';

const spec = (key: string, kind: 'paper' | 'code' | 'ours', text: string): ParamSpec => {
  const value = { value: 1, source: { kind, text } };
  return { key, label: key, group: 'game', help: '', type: 'number', presets: { small: value, paper: value } };
};

test('a preset of one publication is called by it, whatever place in it is named', () => {
  const specs = [
    spec('a', 'code', 'one/code at 1234567, main.py'),
    spec('b', 'code', 'one/code, util.py; the paper has 2'),
    spec('c', 'ours', 'x'),
  ];
  const sources = presetSources(specs, 'points', 'paper');
  expect(sources).toEqual({ published: ['one/code'], ours: 1 });
  expect(presetSourcesSentence(sources)).toBe('Numbers of one/code. 1 that nobody published are ours.');
});

test('one of several is called a mosaic', () => {
  const specs = [
    spec('a', 'paper', 'arXiv:1406.2661, Algorithm 1: k = 1'),
    spec('b', 'code', 'one/code'),
    spec('c', 'code', 'one/code, b.py'),
  ];
  expect(presetSourcesSentence(presetSources(specs, 'points', 'paper'))).toBe('A mosaic of one/code and arXiv:1406.2661.');
});

test('knobs that mean nothing for the data are not counted', () => {
  const only: ParamSpec = { ...spec('a', 'paper', 'arXiv:1'), onlyFor: 'sound' };
  expect(presetSourcesSentence(presetSources([only, spec('b', 'ours', 'x')], 'points', 'paper'))).toContain('all are ours');
});
