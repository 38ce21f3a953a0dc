/**
 * Brings the middle square of [height,width,channels] pictures to [size,size,channels]: each new pixel is the mean of the area
 * it covers; where the picture is too small, it is interpolated linearly.
 */
export function resampler(
  width: number,
  height: number,
  channels: number,
  size: number,
): (from: ArrayLike<number>, into: Float32Array) => void {
  const side = Math.min(width, height);
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  const pieces = piecesOf(side, size);
  const between = new Float64Array(side * size * channels);

  return (from, into) => {
    between.fill(0);
    for (let row = 0; row < side; row += 1) {
      const source = ((top + row) * width + left) * channels;
      pieces.forEach(({ first, shares }, column) => {
        const target = (row * size + column) * channels;
        for (let at = 0; at < shares.length; at += 1) {
          for (let channel = 0; channel < channels; channel += 1) {
            between[target + channel] += shares[at] * from[source + (first + at) * channels + channel];
          }
        }
      });
    }
    pieces.forEach(({ first, shares }, row) => {
      for (let at = 0; at < size * channels; at += 1) {
        let sum = 0;
        for (let piece = 0; piece < shares.length; piece += 1) sum += shares[piece] * between[(first + piece) * size * channels + at];
        into[row * size * channels + at] = sum;
      }
    });
  };
}

interface Piece {
  first: number;
  /** Of the source pixels from `first` on; they add up to 1. */
  shares: number[];
}

function piecesOf(from: number, to: number): Piece[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, at) =>
    scale >= 1 ? covered(at * scale, (at + 1) * scale, from) : mixed((at + 0.5) * scale - 0.5, from),
  );
}

function covered(start: number, end: number, from: number): Piece {
  const first = Math.floor(start);
  const last = Math.min(from, Math.ceil(end - 1e-9));
  const overlaps = Array.from({ length: last - first }, (_, at) => Math.min(end, first + at + 1) - Math.max(start, first + at));
  const total = overlaps.reduce((sum, overlap) => sum + overlap, 0);
  return { first, shares: overlaps.map((overlap) => overlap / total) };
}

function mixed(center: number, from: number): Piece {
  const inside = Math.min(from - 1, Math.max(0, center));
  const first = Math.min(Math.floor(inside), Math.max(0, from - 2));
  return from === 1 ? { first, shares: [1] } : { first, shares: [1 - (inside - first), inside - first] };
}
