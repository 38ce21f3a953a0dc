export const shapeNames = ['square', 'disk', 'triangle', 'cross'];

/** Lengths are parts of the picture's side; x and y from its middle. */
export interface Shape {
  form: number;
  radius: number;
  x: number;
  y: number;
  turn: number;
  isFilled: boolean;
}

/** Over what is there already: −1 is black; each channel reaches from −1 to 2·color − 1. */
export function drawShape(picture: Float32Array, size: number, color: number[], { form, radius, x, y, turn, isFilled }: Shape): void {
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  const pen = 0.045;
  const reach = radius * 1.3 + pen;
  const first = (center: number) => Math.max(0, Math.floor((0.5 + center - reach) * size));
  const last = (center: number) => Math.min(size - 1, Math.ceil((0.5 + center + reach) * size));
  for (let row = first(y); row <= last(y); row += 1) {
    for (let column = first(x); column <= last(x); column += 1) {
      const across = (column + 0.5) / size - 0.5 - x;
      const down = (row + 0.5) / size - 0.5 - y;
      const distance = distanceTo(form, cosine * across + sine * down, cosine * down - sine * across, radius);
      const outside = isFilled ? distance : Math.abs(distance + pen / 2) - pen / 2;
      const cover = Math.min(1, Math.max(0, 0.5 - outside * size));
      for (let channel = 0; channel < color.length; channel += 1) {
        picture[(row * size + column) * color.length + channel] = 2 * cover * color[channel] - 1;
      }
    }
  }
}

/** Signed distance to the edge, negative inside. */
function distanceTo(form: number, x: number, y: number, radius: number): number {
  switch (shapeNames[form]) {
    case 'square':
      return box(x, y, radius * 0.85, radius * 0.85);
    case 'disk':
      return Math.hypot(x, y) - radius;
    case 'triangle':
      return triangle(x, y, radius);
    default:
      return Math.min(box(x, y, radius, radius * 0.34), box(x, y, radius * 0.34, radius));
  }
}

function box(x: number, y: number, halfWidth: number, halfHeight: number): number {
  const right = Math.abs(x) - halfWidth;
  const below = Math.abs(y) - halfHeight;
  return Math.hypot(Math.max(right, 0), Math.max(below, 0)) + Math.min(Math.max(right, below), 0);
}

/** Equilateral, its corners at `radius`, one of them up: the furthest of three half-planes, exact but for rounded corners outside. */
function triangle(x: number, y: number, radius: number): number {
  const slope = Math.sqrt(3) / 2;
  return Math.max(y, slope * Math.abs(x) - y / 2) - radius / 2;
}

/** Full saturation, red at 0. */
export function colorOf(hue: number): number[] {
  return [0, 2, 1].map((third) => Math.min(1, Math.max(0, Math.abs(((hue + third / 3) % 1) * 6 - 3) - 1)));
}
