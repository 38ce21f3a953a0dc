import type { RunScale } from './run-scale.ts';
import type { RunTable } from './run-table.ts';
import type { TableData } from './table-data.ts';

/** The runs in `mask` with their values on each axis. */
export function runTableData(table: RunTable, scales: RunScale[], labels: string[], mask: Uint8Array): TableData {
  const columns = scales.map(({ field }) => table.columns.find((column) => column.field === field));
  const rows = table.id.flatMap((_, run) => {
    if (mask[run] === 0) return [];
    const cells = scales.map((scale, at) => {
      const value = columns[at]?.values[run];
      return typeof value === 'number' ? value : scale.words(run);
    });
    return [[`${table.name[run]} #${table.number[run]}`, ...cells]];
  });
  return { columns: ['run', ...labels], rows };
}
