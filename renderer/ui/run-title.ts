import { shownPlainly } from '../../shared/run-name.ts';

const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A name as it may be shown: other tools’ runs are called anything, and what would turn text about or not be seen is written out. */
export function shownName(name: string): string {
  const shown = shownPlainly(name);
  return visible.test(shown) ? shown : '(no name)';
}

export function runTitle({ name, number }: { name: string; number: number }): string {
  return `${shownName(name)} #${number}`;
}
