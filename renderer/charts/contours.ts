/** A field of values over a rectangle; row 0 lies at `bottom`. Values stand at the nodes of the grid, the outer ones on the border. */
export interface Field {
  values: ArrayLike<number>;
  rows: number;
  columns: number;
  region: { left: number; right: number; bottom: number; top: number };
}
/** x1,y1,x2,y2 of each piece of a line. */
export type Segments = number[];

/** Marching squares with linear interpolation; the two crossings of a saddle are told apart by the mean of its corners. */
export function contour(field: Field, level: number): Segments {
  const { values, rows, columns, region } = field;
  const segments: Segments = [];
  const dx = (region.right - region.left) / Math.max(1, columns - 1);
  const dy = (region.top - region.bottom) / Math.max(1, rows - 1);
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const at = row * columns + column;
      const a = values[at] - level;
      const b = values[at + 1] - level;
      const c = values[at + columns + 1] - level;
      const d = values[at + columns] - level;
      if (!Number.isFinite(a + b + c + d)) continue;
      const kind = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (kind === 0 || kind === 15) continue;
      const left = region.left + column * dx;
      const bottom = region.bottom + row * dy;
      const edges: [number, number][] = [
        [left + (dx * a) / (a - b), bottom],
        [left + dx, bottom + (dy * b) / (b - c)],
        [left + (dx * d) / (d - c), bottom + dy],
        [left, bottom + (dy * a) / (a - d)],
      ];
      for (const [from, to] of crossings(kind, a + b + c + d > 0)) segments.push(...edges[from], ...edges[to]);
    }
  }
  return segments;
}

/** `count` levels evenly inside (low, high), on round numbers. */
export function contourLevels(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [];
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const levels: number[] = [];
  for (let i = Math.ceil(low / step); i * step < high; i += 1) if (i * step > low) levels.push(i * step);
  return levels;
}

/** Edges: 0 bottom, 1 right, 2 top, 3 left. */
function crossings(kind: number, isMiddleHigh: boolean): [number, number][] {
  switch (kind) {
    case 1:
    case 14:
      return [[3, 0]];
    case 2:
    case 13:
      return [[0, 1]];
    case 3:
    case 12:
      return [[3, 1]];
    case 4:
    case 11:
      return [[1, 2]];
    case 6:
    case 9:
      return [[0, 2]];
    case 7:
    case 8:
      return [[3, 2]];
    case 5:
      return isMiddleHigh
        ? [
            [3, 2],
            [0, 1],
          ]
        : [
            [3, 0],
            [1, 2],
          ];
    default:
      return isMiddleHigh
        ? [
            [3, 0],
            [1, 2],
          ]
        : [
            [3, 2],
            [0, 1],
          ];
  }
}
