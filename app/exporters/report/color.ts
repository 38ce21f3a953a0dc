/** Viridis at nine even places (van der Walt and Smith, public domain), straight between them. */
const stops = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** Red, green, blue of a share 0…1; magenta for what is not a number. */
export function colorOf(share: number): number[] {
  if (Number.isNaN(share)) return [255, 0, 255];
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(place));
  return stops[below].map((value, channel) => Math.round(value + (stops[below + 1][channel] - value) * (place - below)));
}
