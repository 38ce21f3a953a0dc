import type { ParamValue } from '../../shared/params.ts';
import { shownPlainly } from '../../shared/run-name.ts';
import type { Pair } from './tracked.ts';

const mostTags = 50;
const longestTag = 60;

/** The tags that people set, as the studio's own are; those that begin with `mlflow.` are the client's business. */
export function shownTags(tags: readonly Pair[]): string[] {
  const own = tags.filter(({ key }) => !key.startsWith('mlflow.'));
  const shown = own.map(({ key, value }) => plain(value === '' || /^true$/i.test(value) ? key : `${key}=${value}`));
  return [...new Set(shown)].filter((tag) => tag !== '').slice(0, mostTags);
}

/** A client sends every param as text: what is a number or a truth as Python writes it is one, to be sorted and asked for as such. */
export function shownValue(text: string): ParamValue {
  if (text === 'True' || text === 'False') return text === 'True';
  if (text.length <= 30 && /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) return Number(text);
  return text;
}

function plain(text: string): string {
  return shownPlainly(text).trim().slice(0, longestTag);
}
