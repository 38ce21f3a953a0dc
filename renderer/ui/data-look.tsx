import type { DatasetPreviewed } from '../api-client.ts';
import type { WireTensor } from '../../shared/safetensors.ts';
import { PictureGrid, PointCloud } from './tensor-canvas.tsx';
import { regionOf } from './tensor-drawing.ts';
import { useScheme } from './use-scheme.ts';

/** Examples of a dataset, drawn as what they are: points on a plane, pictures in a grid, partners beside each other. */
export function DataLook(props: {
  preview: DatasetPreviewed;
  label: string;
  width: number;
  height: number;
  limit?: number;
  pictureWidth?: number;
}) {
  const { preview, label, width, height, limit = 96, pictureWidth } = props;
  const scheme = useScheme();
  const { tensors, sampleKind, meta } = preview;
  const pixels = inOneRow(tensors.pixels);
  if (width <= 0) return null;
  if (pixels) {
    const across = sampleKind === 'grid' ? (tensors.pixels?.shape[1] ?? 1) : 1;
    const columns = columnsFor(width, across, pictureWidth);
    return <PictureGrid pixels={pixels} width={width} label={label} columns={columns} limit={limit} />;
  }
  const points = tensors.real ?? tensors.points;
  if (!points) return null;
  return (
    <PointCloud
      sets={[{ points, color: scheme === 'dark' ? '#6fb0ff' : '#1756a6', opacity: 0.55, radius: 1.1 }]}
      region={meta.region ?? regionOf([points])}
      width={width}
      height={height}
      label={label}
    />
  );
}

/** Whole groups of partners in a row. */
function columnsFor(width: number, across: number, pictureWidth: number | undefined): number | undefined {
  if (pictureWidth !== undefined) return Math.max(1, Math.floor(width / ((pictureWidth + 1) * across))) * across;
  return across > 1 ? 6 * across : undefined;
}

/** A table of pictures [rows,columns,…] as pictures one after another: partners stand side by side. */
function inOneRow(pixels: WireTensor | undefined): WireTensor | undefined {
  if (pixels?.shape.length !== 5) return pixels;
  const [rows, columns, ...picture] = pixels.shape;
  return { ...pixels, shape: [rows * columns, ...picture] };
}
