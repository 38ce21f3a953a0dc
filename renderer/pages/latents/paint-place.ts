import type { WireTensor } from '../../../shared/safetensors.ts';
import type { Scheme } from '../../theme.ts';
import { paintPoints, type Region, regionOf } from '../../ui/tensor-drawing.ts';

export interface PlacePicture {
  /** Everything that the generator makes, [n,d]. */
  cloud?: WireTensor;
  /** Where the walk leads, [n,d]. */
  trail?: WireTensor;
  /** Where it is now, [1,d]. */
  here?: WireTensor;
  color: string;
  scheme: Scheme;
}

export const quietColors: Record<Scheme, { cloud: string; grid: string; page: string }> = {
  dark: { cloud: '#8b949f', grid: '#2a3038', page: '#14181d' },
  light: { cloud: '#626c78', grid: '#dfe3e8', page: '#ffffff' },
};

/** A generated point on the cloud of everything that the generator makes, with the way it came. */
export function paintPlace(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { cloud, trail, here, color, scheme }: PlacePicture,
  size: number,
): void {
  const quiet = quietColors[scheme];
  const sets = [
    ...(cloud ? [{ points: cloud, color: quiet.cloud, opacity: 0.35, radius: 1.2 }] : []),
    ...(trail ? [{ points: trail, color, opacity: 0.7, radius: 1.6 }] : []),
    ...(here ? [{ points: here, color, opacity: 1, radius: 6 }] : []),
  ];
  if (sets.length > 0)
    paintPoints(context, { sets, region: placeRegion({ cloud, trail, here }), width: size, height: size, grid: quiet.grid });
}

export function placeRegion({ cloud, trail, here }: Pick<PlacePicture, 'cloud' | 'trail' | 'here'>): Region {
  const first = cloud ?? trail ?? here;
  return regionOf(first ? [first] : []);
}

/** Row `index` of [n,d] as [1,d]. */
export function rowOf({ shape, data }: WireTensor, index: number): WireTensor {
  return { shape: [1, shape[1]], data: data.slice(index * shape[1], (index + 1) * shape[1]) };
}
