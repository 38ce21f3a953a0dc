/** A curve through points of rising x, straight between them. */
export type Polyline = readonly (readonly [x: number, y: number])[];

export interface Steepest {
  /** The largest |Δf/Δx| between any two points. */
  slope: number;
  /** The two neighbours that have it. */
  from: readonly [number, number];
  to: readonly [number, number];
}

/** Between any two points the slope is an average of those of the pieces between them, so the steepest piece is the steepest pair. */
export function steepest(line: Polyline): Steepest {
  let best: Steepest = { slope: 0, from: line[0], to: line[1] };
  for (let i = 1; i < line.length; i += 1) {
    const slope = Math.abs((line[i][1] - line[i - 1][1]) / (line[i][0] - line[i - 1][0]));
    if (slope > best.slope) best = { slope, from: line[i - 1], to: line[i] };
  }
  return best;
}

export function valueOn(line: Polyline, x: number): number {
  const next = line.findIndex((point) => point[0] >= x);
  if (next === 0) return line[0][1];
  if (next < 0) return line[line.length - 1][1];
  const [[x0, y0], [x1, y1]] = [line[next - 1], line[next]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** The stretches of a line that leave the cone |y − f(a)| ≤ bound·|x − a|. A curve is Lipschitz with that bound if no apex a has one. */
export function outsideCone(line: Polyline, apex: number, bound: number): Polyline[] {
  const height = valueOn(line, apex);
  const excess = ([x, y]: readonly [number, number]) => Math.abs(y - height) - bound * Math.abs(x - apex);
  const cut = [...line, [apex, height] as const].sort((a, b) => a[0] - b[0]);
  const stretches: (readonly [number, number])[][] = [];
  let open: (readonly [number, number])[] = [];
  const close = () => {
    if (open.length > 1) stretches.push(open);
    open = [];
  };
  for (let i = 1; i < cut.length; i += 1) {
    // On one side of the apex and of its height the cone is straight, so a piece is cut where it passes that height and the edge.
    const marks = cutsOf(cut[i - 1], cut[i], height, apex, bound);
    for (let k = 1; k < marks.length; k += 1) {
      const middle = [(marks[k - 1][0] + marks[k][0]) / 2, (marks[k - 1][1] + marks[k][1]) / 2] as const;
      if (excess(middle) > 1e-12) {
        if (open.length === 0) open.push(marks[k - 1]);
        open.push(marks[k]);
      } else close();
    }
  }
  close();
  return stretches;
}

function cutsOf(
  from: readonly [number, number],
  to: readonly [number, number],
  height: number,
  apex: number,
  bound: number,
): (readonly [number, number])[] {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const side = (from[0] + to[0]) / 2 < apex ? -1 : 1;
  const shares = [0, 1];
  // y − height = s·bound·side·(x − apex) for the upper and the lower edge.
  for (const edge of [0, bound * side, -bound * side]) {
    const slope = dy - edge * dx;
    const share = (height - from[1] + edge * (from[0] - apex)) / slope;
    if (Number.isFinite(share) && share > 1e-12 && share < 1 - 1e-12) shares.push(share);
  }
  return shares.sort((a, b) => a - b).map((share) => [from[0] + share * dx, from[1] + share * dy] as const);
}
