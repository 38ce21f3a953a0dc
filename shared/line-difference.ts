export interface DifferenceLine {
  kind: 'same' | 'gone' | 'come';
  text: string;
  /** Counted from 1 in the text that it stands in, the later one where it stands in both. */
  line: number;
}

/** Lines that two texts have in common in order, and between them what has gone and what has come (longest common subsequence). */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  const [first, second] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < first.length && start < second.length && first[start] === second[start]) start += 1;
  let end = 0;
  while (end < first.length - start && end < second.length - start && first.at(-1 - end) === second.at(-1 - end)) end += 1;
  const same = (from: number, to: number) =>
    second.slice(from, to).map((text, at): DifferenceLine => ({ kind: 'same', text, line: from + at + 1 }));
  return [
    ...same(0, start),
    ...between(first.slice(start, first.length - end), second.slice(start, second.length - end), start),
    ...same(second.length - end, second.length),
  ];
}

/** Tables of more cells than this are not made: all goes and all comes. */
const mostCells = 4_000_000;

function between(first: string[], second: string[], offset: number): DifferenceLine[] {
  const gone = (at: number): DifferenceLine => ({ kind: 'gone', text: first[at]!, line: offset + at + 1 });
  const come = (at: number, kind: 'come' | 'same' = 'come'): DifferenceLine => ({ kind, text: second[at]!, line: offset + at + 1 });
  if (first.length * second.length > mostCells) return [...first.map((_, at) => gone(at)), ...second.map((_, at) => come(at))];
  const columns = second.length + 1;
  const common = new Uint32Array((first.length + 1) * columns);
  for (let row = first.length - 1; row >= 0; row -= 1) {
    for (let column = second.length - 1; column >= 0; column -= 1) {
      common[row * columns + column] =
        first[row] === second[column]
          ? common[(row + 1) * columns + column + 1]! + 1
          : Math.max(common[(row + 1) * columns + column]!, common[row * columns + column + 1]!);
    }
  }
  const lines: DifferenceLine[] = [];
  let [row, column] = [0, 0];
  while (row < first.length || column < second.length) {
    if (row < first.length && column < second.length && first[row] === second[column]) {
      lines.push(come(column, 'same'));
      row += 1;
      column += 1;
    } else if (
      column === second.length ||
      (row < first.length && common[(row + 1) * columns + column]! >= common[row * columns + column + 1]!)
    ) {
      lines.push(gone(row));
      row += 1;
    } else {
      lines.push(come(column));
      column += 1;
    }
  }
  return lines;
}
