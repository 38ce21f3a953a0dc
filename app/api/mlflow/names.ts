import { posix } from 'node:path';
import type { Pair } from '../../store/tracked.ts';
import { type Ask, invalid, missing, wrong } from './ask.ts';

const longestKey = 250;
const longestParam = 6000;
const longestTag = 8000;
const allowed = /^[\p{L}\p{N}\p{M}_. :/-]*$/u;

/** What may name a metric, a param or a tag. @throws MlflowError */
export function checkKey(key: string, what: string): string {
  if (key.length > longestKey) throw invalid(`${what} exceeds the maximum length of ${longestKey} characters`);
  if (!allowed.test(key)) {
    throw invalid(
      `Invalid value "${key}" for parameter '${what}' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).`,
    );
  }
  // As Python's normpath: without a slash at the end.
  const resolved = posix.normalize(key).replace(/(?<=.)\/$/, '');
  if (key !== resolved || key === '.' || key.startsWith('..') || key.startsWith('/')) {
    throw invalid(
      `Invalid value "${key}" for parameter '${what}' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to "${resolved}"`,
    );
  }
  return key;
}

export function keyOf(ask: Ask, what = 'key'): string {
  const key = ask.text('key');
  if (key === '') throw missing(what);
  return checkKey(key, what);
}

/** Too long a value is cut, as MLflow cuts it. */
export function paramOf(ask: Ask): Pair {
  return { key: keyOf(ask), value: textOf(ask).slice(0, longestParam) };
}

export function tagOf(ask: Ask): Pair {
  return { key: keyOf(ask), value: textOf(ask).slice(0, longestTag) };
}

function textOf(ask: Ask): string {
  const value = ask.raw('value') ?? '';
  if (typeof value !== 'string') throw wrong('value', value);
  return value;
}
