import { expect, test } from 'vitest';
import { partsOf } from './value.ts';

const paramsOf = (name: string, text: string) =>
  partsOf({ name, plugin: 'text' }, 0, { kind: 'text', shape: [1], texts: [text] }, new Uint8Array(0)).flatMap((part) =>
    part.type === 'facts' ? [part.facts.params] : [],
  );

test('arguments that a script wrote as a text are params: JSON, and a Markdown table of two columns', () => {
  const table = '|param|value|\n|-|-|\n|learning_rate|2.5e-4|\n|cuda|True|\n|env_id|CartPole-v1|\n||lost|';
  expect(paramsOf('hyperparameters/text_summary', table)).toEqual([{ learning_rate: 2.5e-4, cuda: true, env_id: 'CartPole-v1' }]);
  expect(paramsOf('args/text_summary', '{"adam": {"beta": 0.5}, "size": [1, 2]}')).toEqual([{ 'adam.beta': 0.5, size: '[1,2]' }]);
  expect(paramsOf('args/text_summary', 'no table, no JSON')).toEqual([]);
  expect(paramsOf('samples/text_summary', table)).toEqual([]);
});
