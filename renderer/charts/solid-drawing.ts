import { facesOf, surfaceOf, type View, type Voxel } from '../../shared/solids.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
export const usualEye: View = { turn: 0.6, tilt: -0.45 };
export const usualThreshold = 128;

/** Cube `index` of `voxels` [n,side,side,side] as what can be seen of it. */
export function solidOf(voxels: { shape: number[]; data: ArrayLike<number> }, index: number, threshold = usualThreshold): Voxel[] {
  const side = voxels.shape[1];
  const each = side ** 3;
  const cube = Float32Array.from({ length: each }, (_, at) => voxels.data[index * each + at]);
  return surfaceOf(cube, side, threshold);
}

/** A solid in the middle of a box, lit from above. */
export function drawSolid(
  context: Context,
  solid: readonly Voxel[],
  side: number,
  eye: View,
  box: { left: number; top: number; width: number; height: number },
): void {
  context.save();
  context.translate(box.left + box.width / 2, box.top + box.height / 2);
  for (const { corners, light } of facesOf(solid, eye, Math.min(box.width, box.height) / (side * 1.6))) {
    context.beginPath();
    for (const [x, y] of corners) context.lineTo(x, y);
    context.closePath();
    const shade = Math.round(60 + 175 * light);
    context.fillStyle = `rgb(${Math.round(shade * 0.75)} ${Math.round(shade * 0.88)} ${shade})`;
    context.fill();
    context.strokeStyle = context.fillStyle;
    context.stroke();
  }
  context.restore();
}

/** The eye after a drag or a key, `right` and `down` in radians; never over the pole. */
export function turnedBy({ turn, tilt }: View, right: number, down: number): View {
  return { turn: turn + right, tilt: Math.max(-Math.PI / 2, Math.min(Math.PI / 2, tilt - down)) };
}
const perKey = 0.12;
export function turnedByKey(eye: View, key: string): View | null {
  const by = { ArrowLeft: [-perKey, 0], ArrowRight: [perKey, 0], ArrowUp: [0, -perKey], ArrowDown: [0, perKey] }[key];
  return by ? turnedBy(eye, by[0], by[1]) : null;
}
