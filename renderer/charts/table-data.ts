/** What a chart shows, as a table: for screen readers, for CSV. */
export interface TableData {
  columns: string[];
  rows: (string | number)[][];
}

/** RFC 4180; numbers with every digit, NaN and Infinity as words. */
export function toCsv(table: TableData): string {
  const lines = [table.columns, ...table.rows].map((row) => row.map(field).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** Letters, digits and dashes only: a name that every file system takes. */
export function fileName(title: string, ending: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain.slice(0, 80) || 'chart'}.${ending}`;
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
