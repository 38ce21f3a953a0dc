/** A table as text for elsewhere. */
export const textForms = ['tsv', 'markdown', 'latex'] as const;
export type TextForm = (typeof textForms)[number];

/** What stands in a cell: text, a number, or what many runs come to; null is nothing. */
export type TextCell = string | number | null | { mean: number; std: number | null };
export interface TextTable {
  head: string[];
  /** Which columns are of numbers: they stand to the right. */
  numbers: boolean[];
  rows: TextCell[][];
}

/** TSV with every digit; Markdown and LaTeX (booktabs) in four, mean ± standard deviation in the digits that the deviation is worth. */
export function tableText({ head, numbers, rows }: TextTable, form: TextForm): string {
  if (form === 'tsv') return lines([head, ...rows.map((row) => row.flatMap((cell) => tsvCell(cell)))].map((row) => row.join('\t')));
  if (form === 'markdown') {
    const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
    const rule = numbers.map((isNumber) => (isNumber ? '---:' : '---'));
    return lines([row(head.map(markdownText)), row(rule), ...rows.map((cells) => row(cells.map(markdownCell)))]);
  }
  const row = (cells: string[]) => `${cells.join(' & ')} \\\\`;
  return lines([
    '% \\usepackage{booktabs}',
    `\\begin{tabular}{${numbers.map((isNumber) => (isNumber ? 'r' : 'l')).join('')}}`,
    '\\toprule',
    row(head.map(latexText)),
    '\\midrule',
    ...rows.map((cells) => row(cells.map(latexCell))),
    '\\bottomrule',
    '\\end{tabular}',
  ]);
}

function lines(all: string[]): string {
  return `${all.join('\n')}\n`;
}

function tsvCell(cell: TextCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return cell.std === null ? String(cell.mean) : `${cell.mean} ± ${cell.std}`;
  return typeof cell === 'number' ? String(cell) : cell.replace(/[\t\r\n]+/g, ' ');
}

function markdownCell(cell: TextCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return markdownText(cell);
  return rounded(cell).replace('+-', ' ± ');
}
function markdownText(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\|*_`<>[\]]/g, '\\$&');
}

function latexCell(cell: TextCell): string {
  if (cell === null) return '--';
  if (typeof cell === 'string') return latexText(cell);
  const text = rounded(cell)
    .replace('+-', ' \\pm ')
    .replaceAll(/e([+-]?\d+)/g, (_, power: string) => ` \\times 10^{${Number(power)}}`);
  return `$${text.replaceAll('-Infinity', '-\\infty').replaceAll('Infinity', '\\infty').replaceAll('NaN', '\\mathrm{NaN}')}$`;
}

const latexSigns: Record<string, string> = {
  ...{
    '\\': '\\textbackslash{}',
    '~': '\\textasciitilde{}',
    '^': '\\textasciicircum{}',
    '<': '\\textless{}',
    '>': '\\textgreater{}',
    '|': '\\textbar{}',
  },
};
export function latexText(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\~^<>|&%$#_{}]/g, (sign) => latexSigns[sign] ?? `\\${sign}`);
}

/** `0.213+-0.014`, or the number alone. */
function rounded(cell: number | { mean: number; std: number | null }): string {
  if (typeof cell === 'number') return short(cell);
  const { mean, std } = cell;
  if (std === null || !Number.isFinite(std) || !Number.isFinite(mean)) return std === null ? short(mean) : `${short(mean)}+-${short(std)}`;
  if (std === 0) return `${short(mean)}+-0`;
  // Two digits of the deviation, and the mean to the same place.
  const places = 1 - Math.floor(Math.log10(std));
  const size = Math.abs(mean);
  if (places > 6 || size >= 1e7 || (size > 0 && size < 1e-3)) return `${short(mean)}+-${Number(std.toPrecision(2))}`;
  return places <= 0 ? `${Math.round(mean)}+-${Math.round(std)}` : `${mean.toFixed(places)}+-${std.toFixed(places)}`;
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}
