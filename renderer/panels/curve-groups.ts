import { configDifference } from '../../shared/config-paths.ts';
import { knownConfig } from '../../shared/origin.ts';
import { fieldNamed } from '../../shared/query/sorting.ts';
import { writeField } from '../../shared/query/write.ts';
import { runCell } from '../../shared/run-cells.ts';
import { formatNumber } from '../charts/number-format.ts';
import { fieldWords } from '../field-list.ts';
import type { PanelRun } from './panel.ts';

/** What differs in the configs of these runs. */
export function differingFields(runs: readonly PanelRun[]): { field: string; label: string }[] {
  return configDifference(runs.slice(0, 200).map(({ detail }) => knownConfig(detail.run)))
    .filter(
      ({ differs, key }) => differs && (key.startsWith('params.') || key.startsWith('dataset.') || key === 'recipe' || key === 'seed'),
    )
    .flatMap(({ key }) => {
      const named = key.startsWith('params.') || key.startsWith('dataset.params.') ? writeField({ kind: 'value', key }) : key;
      const field = fieldNamed(named);
      return field === null ? [] : [{ field: writeField(field), label: fieldWords(writeField(field)) }];
    });
}

/** Runs with the same value of a field, in the order of the values. */
export function groupsBy(runs: readonly PanelRun[], field: string): { label: string; ids: Set<string> }[] {
  const named = fieldNamed(field);
  if (named === null) return [];
  const cells = runs.map(({ id, detail }) => ({ id, value: runCell({ ...detail.run, series: {}, sweep: null }, named, 0) }));
  const groups = Map.groupBy(cells, ({ value }) => value);
  const order = new Intl.Collator('en', { numeric: true });
  return [...groups]
    .sort(([a], [b]) => (typeof a === 'number' && typeof b === 'number' ? a - b : order.compare(String(a ?? ''), String(b ?? ''))))
    .map(([value, of]) => ({
      label: `${fieldWords(field)} ${value === null ? '—' : typeof value === 'number' ? formatNumber(value) : value}`,
      ids: new Set(of.map(({ id }) => id)),
    }));
}
