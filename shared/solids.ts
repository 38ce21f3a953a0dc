/** A voxel that can be seen: where it stands around the middle of its cube, and how solid it is. */
export interface Voxel {
  x: number;
  y: number;
  z: number;
  shade: number;
}

/** Those at or above the threshold (0…255) that are not walled in on all six sides. */
export function surfaceOf(cube: ArrayLike<number>, side: number, threshold: number): Voxel[] {
  const isSolid = (depth: number, row: number, column: number) =>
    depth >= 0 && row >= 0 && column >= 0 && depth < side && row < side && column < side
      ? cube[(depth * side + row) * side + column] >= threshold
      : false;
  const found: Voxel[] = [];
  const middle = (side - 1) / 2;
  for (let depth = 0; depth < side; depth += 1) {
    for (let row = 0; row < side; row += 1) {
      for (let column = 0; column < side; column += 1) {
        if (!isSolid(depth, row, column)) continue;
        const isWalled =
          isSolid(depth - 1, row, column) &&
          isSolid(depth + 1, row, column) &&
          isSolid(depth, row - 1, column) &&
          isSolid(depth, row + 1, column) &&
          isSolid(depth, row, column - 1) &&
          isSolid(depth, row, column + 1);
        if (isWalled) continue;
        found.push({ x: column - middle, y: row - middle, z: depth - middle, shade: cube[(depth * side + row) * side + column] });
      }
    }
  }
  return found;
}

export interface View {
  /** Radians about the upright axis, and about the one to the right. */
  turn: number;
  tilt: number;
}

/** A face of a voxel as it is seen: four corners on the screen, how far away, how lit. */
export interface Face {
  corners: [number, number][];
  depth: number;
  light: number;
}

const normals: [number, number, number][] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];
const lamp = [-0.4, -0.8, -0.45];

/** Faces that look towards the eye, the farthest first; `scale` pixels a voxel, parallel projection. */
export function facesOf(voxels: readonly Voxel[], { turn, tilt }: View, scale: number): Face[] {
  const [ct, st, cp, sp] = [Math.cos(turn), Math.sin(turn), Math.cos(tilt), Math.sin(tilt)];
  const rotate = (x: number, y: number, z: number): [number, number, number] => {
    const [across, deep] = [ct * x + st * z, ct * z - st * x];
    return [across, cp * y - sp * deep, sp * y + cp * deep];
  };
  const shown = normals
    .map((normal) => ({ normal, seen: rotate(...normal) }))
    .filter(({ seen }) => seen[2] < 0)
    .map(({ normal, seen }) => ({ normal, light: 0.35 + 0.65 * Math.max(0, seen[0] * lamp[0] + seen[1] * lamp[1] + seen[2] * lamp[2]) }));
  const faces: Face[] = [];
  for (const { x, y, z } of voxels) {
    for (const { normal, light } of shown) {
      const [u, v] =
        normal[0] !== 0
          ? [
              [0, 1, 0],
              [0, 0, 1],
            ]
          : normal[1] !== 0
            ? [
                [1, 0, 0],
                [0, 0, 1],
              ]
            : [
                [1, 0, 0],
                [0, 1, 0],
              ];
      const at = (a: number, b: number): [number, number] => {
        const [px, py] = rotate(
          x + (normal[0] + a * u[0] + b * v[0]) / 2,
          y + (normal[1] + a * u[1] + b * v[1]) / 2,
          z + (normal[2] + a * u[2] + b * v[2]) / 2,
        );
        return [px * scale, py * scale];
      };
      const middle = rotate(x + normal[0] / 2, y + normal[1] / 2, z + normal[2] / 2);
      faces.push({ corners: [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)], depth: middle[2], light });
    }
  }
  return faces.sort((a, b) => b.depth - a.depth);
}
