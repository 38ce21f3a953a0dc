import type { Catalogue } from '../../../shared/catalogue.ts';
import { columnOf, plainColumns, type RunColumn } from './run-columns.tsx';

/** Fields that runs can be put in groups by, as people call them: those of the run, its params, and what is shown. */
export function groupable(
  params: readonly string[],
  shown: readonly RunColumn[],
  catalogue: Catalogue | undefined,
): { value: string; label: string }[] {
  const columns = [...plainColumns, ...params.flatMap((key) => columnOf(`params.${key}`, catalogue) ?? []), ...shown];
  const found = new Map<string, string>();
  for (const { field, title } of columns) {
    // No two runs were created in the same millisecond, and notes are no value that runs share.
    if (field !== undefined && field !== 'created' && field !== 'notes' && !found.has(field)) found.set(field, title);
  }
  return [...found].map(([value, label]) => ({ value, label }));
}

export function titleOf(field: string, shown: readonly RunColumn[], catalogue: Catalogue | undefined): string {
  const key = field.startsWith('params.') ? field.slice(7) : null;
  return groupable(key === null ? [] : [key], shown, catalogue).find(({ value }) => value === field)?.label ?? field;
}
