import { colorIndex, colorMaps, type ColorScale } from './color-maps.ts';
import type { SeriesOption } from './echarts.ts';
import type { PlotArea } from './plane.ts';

/** A picture that fills the plot, one colour a screen pixel. `valueAt` takes shares of the plot: across from the left, up from the bottom. */
export function rasterSeries(area: PlotArea, scale: ColorScale, valueAt: (across: number, up: number) => number): SeriesOption {
  const width = Math.max(1, Math.round(area.width));
  const height = Math.max(1, Math.round(area.height));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context) {
    const picture = context.createImageData(width, height);
    paint(picture.data, width, height, scale, valueAt);
    context.putImageData(picture, 0, 0);
  }
  return {
    type: 'custom',
    id: 'raster',
    silent: true,
    z: 1,
    coordinateSystem: 'none',
    data: [0],
    renderItem: () => ({
      type: 'image',
      silent: true,
      style: { image: canvas, x: area.left, y: area.top, width: area.width, height: area.height },
    }),
  };
}

/** What is not finite stays transparent. */
export function paint(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  scale: ColorScale,
  valueAt: (across: number, up: number) => number,
): void {
  const map = colorMaps[scale.map];
  for (let y = 0; y < height; y += 1) {
    const up = 1 - (y + 0.5) / height;
    for (let x = 0; x < width; x += 1) {
      const color = colorIndex(valueAt((x + 0.5) / width, up), scale);
      if (color < 0) continue;
      const at = (y * width + x) * 4;
      pixels[at] = map[color * 3];
      pixels[at + 1] = map[color * 3 + 1];
      pixels[at + 2] = map[color * 3 + 2];
      pixels[at + 3] = 255;
    }
  }
}
