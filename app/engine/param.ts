import { StudioError } from '../../shared/errors.ts';
import type { Params, PresetPair, PresetValue, ParamValue } from '../../shared/params.ts';

/** Reading and writing of knobs: a default with its source, a value by its key. */
export function fromPaper(value: ParamValue, text: string): PresetValue {
  return { value, source: { kind: 'paper', text } };
}
export function fromCode(value: ParamValue, text: string): PresetValue {
  return { value, source: { kind: 'code', text } };
}
export function ours(value: ParamValue, text: string): PresetValue {
  return { value, source: { kind: 'ours', text } };
}
export function both(value: PresetValue): PresetPair {
  return { small: value, paper: value };
}

export function numberOf(params: Params, key: string): number {
  const value = params[key];
  if (typeof value === 'number') return value;
  throw new StudioError('invalid', `The param ${key} is ${JSON.stringify(value)} where a number is needed.`);
}

export function choiceOf<Choice extends string>(params: Params, key: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === params[key]);
  if (found !== undefined) return found;
  throw new StudioError('invalid', `The param ${key} is ${JSON.stringify(params[key])} where one of ${choices.join(', ')} is needed.`);
}

export function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
