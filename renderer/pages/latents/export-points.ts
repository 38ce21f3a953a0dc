import type { Latent } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { saveFile } from '../../ui/save-file.ts';
import type { Pictures } from './export-walk.ts';
import { paintPlace, placeRegion, type PlacePicture, quietColors, rowOf } from './paint-place.ts';
import { askFor } from './use-generators.ts';

type Look = Pick<PlacePicture, 'cloud' | 'color' | 'scheme'>;

/** Where every latent leads, [n,d]. */
export async function pointsOf(generator: OpenedGenerator, latents: readonly Latent[], label: number): Promise<WireTensor> {
  return (await askFor(generator, latents, label)).tensors.points;
}

/** `count` pictures evenly along the walk: the cloud, the whole way, and where the walk stands. */
export function pointPictures(trail: WireTensor, count: number, look: Look, side: number): Pictures {
  const data = new Uint8Array(count * side * side * 3);
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gave no canvas to draw the walk on.');
  for (let i = 0; i < count; i++) {
    context.fillStyle = quietColors[look.scheme].page;
    context.fillRect(0, 0, side, side);
    paintPlace(context, { ...look, trail, here: rowOf(trail, Math.round((i / Math.max(1, count - 1)) * (trail.shape[0] - 1))) }, side);
    const { data: pixels } = context.getImageData(0, 0, side, side);
    for (let at = 0; at < side * side; at++) data.set(pixels.subarray(at * 4, at * 4 + 3), (i * side * side + at) * 3);
  }
  return { shape: [count, side, side, 3], data };
}

/** The way of a walk through the plane as a drawing that stays sharp: the cloud, the line, the pins numbered. */
export function trailSvg(trail: WireTensor, pinEvery: number, look: Look, size = 600): string {
  const region = placeRegion({ cloud: look.cloud, trail });
  const scale = size / (region.right - region.left);
  const places = (points: WireTensor) =>
    Array.from({ length: points.shape[0] }, (_, i): [number, number] => [
      (points.data[i * 2] - region.left) * scale,
      (region.top - points.data[i * 2 + 1]) * scale,
    ]);
  const isSeen = ([x, y]: [number, number]) => Number.isFinite(x) && Number.isFinite(y);
  const at = ([x, y]: [number, number]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const quiet = quietColors[look.scheme];
  const dots = look.cloud ? places(look.cloud).filter(isSeen) : [];
  const way = places(trail).filter(isSeen);
  const pins = places(trail).filter((place, i) => i % pinEvery === 0 && isSeen(place));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}" font-family="sans-serif" font-size="12">`,
    `<rect width="${size}" height="${size}" fill="${quiet.page}"/>`,
    `<g fill="${quiet.cloud}" fill-opacity="0.35">${dots.map(([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="1.4"/>`).join('')}</g>`,
    way.length > 1 ? `<path d="M${way.map(at).join('L')}" fill="none" stroke="${look.color}" stroke-width="2"/>` : '',
    ...pins.map(
      ([x, y], i) =>
        `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="5" fill="${look.color}"/><text x="${(x + 8).toFixed(1)}" y="${(y + 4).toFixed(1)}" fill="${look.color}">${i + 1}</text>`,
    ),
    '</svg>',
  ].join('\n');
}

export function saveSvg(text: string, name: string): void {
  saveFile(new Blob([text], { type: 'image/svg+xml' }), name);
}
