import { useEffect, useRef } from 'react';
import type { WireTensor } from '../../shared/safetensors.ts';
import { drawSolid, solidOf, usualEye } from '../charts/solid-drawing.ts';

const side = 96;

/** Solids [n,side,side,side] in a grid that fills the width given, all seen from one place. */
export function SolidGrid({ voxels, width, limit, label }: { voxels: WireTensor; width: number; limit: number; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = Math.max(1, Math.floor(width / side));
  const count = Math.min(voxels.shape[0], limit);
  const rows = Math.ceil(count / columns);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, columns * side, rows * side);
    for (let at = 0; at < count; at += 1) {
      const box = { left: (at % columns) * side, top: Math.floor(at / columns) * side, width: side, height: side };
      drawSolid(context, solidOf(voxels, at), voxels.shape[1], usualEye, box);
    }
  }, [voxels, columns, rows, count]);
  return <canvas ref={canvas} width={columns * side} height={rows * side} style={{ display: 'block' }} role="img" aria-label={label} />;
}
