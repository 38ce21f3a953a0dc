import { useEffect, useRef } from 'react';
import type { WireTensor } from '../../shared/safetensors.ts';
import { gridLayout, paintPicture, paintPoints, type PointSet, type Region } from './tensor-drawing.ts';
import { useScheme } from './use-scheme.ts';

/** Pictures [n,h,w,c] (bytes) in a grid that fills the width given; pixels stay sharp. A click tells which. */
export function PictureGrid(props: {
  pixels: WireTensor;
  width: number;
  columns?: number;
  limit?: number;
  label: string;
  onPick?: (index: number) => void;
}) {
  const { pixels, width, label, onPick } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [count, height, side] = pixels.shape;
  const shown = Math.min(count, props.limit ?? count);
  const layout = gridLayout({ count: shown, size: [side, height], width, columns: props.columns });
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, layout.width, layout.height);
    context.imageSmoothingEnabled = false;
    for (let i = 0; i < shown; i++) paintPicture(context, pixels, i, layout.place(i));
  });
  return (
    <canvas
      ref={canvas}
      width={layout.width}
      height={layout.height}
      role="img"
      aria-label={label}
      style={{ display: 'block', cursor: onPick ? 'pointer' : undefined }}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const index = layout.at(event.clientX - box.left, event.clientY - box.top);
        if (index !== null && index < shown) onPick?.(index);
      }}
    />
  );
}

/** Points [n,1] or [n,2] on one plane with equal scales; one dimension becomes a strip of ticks with a density above. */
export function PointCloud({
  sets,
  region,
  width,
  height,
  label,
}: {
  sets: PointSet[];
  region: Region;
  width: number;
  height: number;
  label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const ratio = window.devicePixelRatio || 1;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    paintPoints(context, { sets, region, width, height, grid: scheme === 'dark' ? '#2a3038' : '#dfe3e8' });
  });
  return (
    <canvas
      ref={canvas}
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      style={{ display: 'block', width, height }}
      role="img"
      aria-label={label}
    />
  );
}
