import type { DatasetPreviewed } from '../api-client.ts';
import type { WireTensor } from '../../shared/safetensors.ts';
import { CaptionedPictures } from './captioned-pictures.tsx';
import { SolidGrid } from './solid-grid.tsx';
import { SoundList } from './sound-list.tsx';
import { PictureGrid, PointCloud } from './tensor-canvas.tsx';
import { regionOf } from './tensor-drawing.ts';
import { useScheme } from './use-scheme.ts';

/**
 * Examples of a dataset, drawn as what they are: points on a plane, pictures in a grid, partners beside each other, sentences beside their
 * pictures, solids, and sounds that can be played.
 */
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
  const inRows = (each: number, least: number) => Math.max(least, Math.floor(height / each));
  if (sampleKind === 'captions' && pixels && tensors.truth) {
    const shown = Math.max(1, Math.floor(width / 224)) * inRows(46, 8);
    return <CaptionedPictures pixels={pixels} truth={tensors.truth} words={meta.words ?? []} limit={shown} label={label} />;
  }
  if (tensors.waves) {
    const names = namesOf(preview);
    return <SoundList waves={tensors.waves} rate={meta.rate ?? 2000} names={names} width={width} limit={inRows(80, 4)} label={label} />;
  }
  if (tensors.voxels) return <SolidGrid voxels={tensors.voxels} width={width} limit={Math.min(limit, 24)} label={label} />;
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

function namesOf({ tensors, classes }: DatasetPreviewed): string[] | null {
  return tensors.labels && classes ? Array.from(tensors.labels.data, (label) => classes[Number(label)] ?? '') : null;
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
