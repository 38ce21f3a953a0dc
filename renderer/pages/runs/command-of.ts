import { stringify } from 'yaml';
import type { RunRow } from '../../../shared/api/runs.ts';

/** The command line that trains a run anew as it is; of one that another tool logged, the one that shows it. */
export function commandOf({ id, config, origin }: Pick<RunRow, 'id' | 'config' | 'origin'>): string {
  if (origin !== null) return `ganymede show ${id}`;
  const text = stringify(config);
  // A word that no line of the config is.
  const lines = new Set(text.split('\n'));
  let end = 'CONFIG';
  while (lines.has(end)) end += '_';
  return `ganymede train - <<'${end}'\n${text}${end}`;
}
