import { configDifference } from '../../../shared/config-paths.ts';
import { valueRoots } from '../../../shared/query/fields.ts';
import { fieldNamed } from '../../../shared/query/sorting.ts';
import { writeField } from '../../../shared/query/write.ts';
import type { RunConfig } from '../../../shared/run-config.ts';
import { fieldWords } from '../../field-list.ts';

/** What runs can be grouped by. The seed is what runs of a group differ in, so it stands last of what differs. */
export function offeredFields(configs: readonly Partial<RunConfig>[], chosen: string[]): { value: string; label: string }[] {
  const rows = configDifference(configs).map(({ key, differs }) => ({ field: queryField(key), rank: rankOf(key, differs) }));
  const fields = rows.filter(({ field }) => fieldNamed(field) !== null).sort((a, b) => a.rank - b.rank);
  const known = [...fields.map(({ field }) => field), 'tags', 'status', 'sweep', 'backend'];
  return [...new Set([...known, ...chosen])].map((value) => ({ value, label: fieldWords(value) }));
}
function rankOf(key: string, differs: boolean): number {
  return !differs ? 2 : key === 'seed' ? 1 : 0;
}
/** A config's key as the query language has it; some are no field of it. */
function queryField(key: string): string {
  if (key === 'dataset.name') return 'dataset';
  return valueRoots.some((root) => key.startsWith(`${root}.`)) ? writeField({ kind: 'value', key }) : key;
}
