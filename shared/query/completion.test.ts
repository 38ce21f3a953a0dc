import { describe, expect, it } from 'vitest';
import { completionAt, knownValues, operatorsFor, writtenValue } from './completion.ts';

/** `|` is the caret. */
const at = (marked: string) => completionAt(marked.replace('|', ''), marked.indexOf('|'));

describe('at the caret', () => {
  it.each([
    ['|', 'field', ''],
    ['par|', 'field', 'par'],
    ['params.lam| > 3', 'field', 'params.lam'],
    ['metrics.loss/cr|', 'field', 'metrics.loss/cr'],
    ['step > 3 and st|', 'field', 'st'],
    ['(st|', 'field', 'st'],
    ['not |', 'field', ''],
    ['"gp" in |', 'field', ''],
    ['"gp" not in ta|', 'field', 'ta'],
    ['params.lambda |', 'operator', ''],
    ['params.lambda !|', 'operator', '!'],
    ['step > 3 and name con|', 'operator', 'con'],
    ['step > 3 |', 'link', ''],
    ['step > 3 an|', 'link', 'an'],
    ['"gp" in tags |', 'link', ''],
    ['step > 3 and metrics.w1 < params.lambda |', 'link', ''],
    ['status == |', 'value', ''],
    ['status == "fin|', 'value', 'fin'],
    ['step > 3 and recipe != "w|"', 'value', 'w'],
    ['recipe in ["wgan", "ga|', 'value', 'ga'],
    ['recipe in [|', 'value', ''],
    ['params.`odd key` == tr|', 'value', 'tr'],
  ])('of %s stands a %s', (marked, kind, typed) => {
    const found = at(marked);
    expect(found).toMatchObject({ kind, typed });
    const text = marked.replace('|', '');
    expect(text.slice(found?.from, marked.indexOf('|')).replace(/^["']/, '')).toBe(typed);
  });
  it.each(['name contains "half|', 'step > 3|'])('of %s nothing is offered', (marked) => {
    expect(at(marked)).toBeNull();
  });
  it('a value knows its field', () => {
    expect(at('status == "f|')).toMatchObject({ field: { kind: 'attribute', name: 'status' }, isOpen: true });
    expect(at('metrics.w1.min == |')).toMatchObject({ field: { kind: 'metric', key: 'w1', figure: 'min' }, isOpen: false });
  });
});

it('operators and values go with the field', () => {
  expect(operatorsFor({ kind: 'attribute', name: 'tags' })).not.toContain('<');
  expect(operatorsFor({ kind: 'metric', key: 'w1', figure: 'last' })).toContain('is NaN');
  expect(knownValues({ kind: 'attribute', name: 'status' })).toContain('finished');
  expect(knownValues({ kind: 'attribute', name: 'name' })).toBeNull();
  expect([true, 'a"b', 3].map(writtenValue)).toEqual(['True', '"a\\"b"', '3']);
});
