import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { fitGrid, picturePixels, type Pictures } from './pictures.ts';

/** Pictures in a grid that fits its box, enlarged by whole pixels. Picture i stands at the same place in every grid of one shape. */
export function SampleGrid({ pictures, label, style }: { pictures: Pictures; label: string; style?: CSSProperties }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current && size.width > 8 && size.height > 8) drawGrid(canvas.current, pictures, size.width, size.height);
  }, [pictures, size]);
  return (
    <div ref={box} style={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center', ...style }}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}

/** The grid at life size, for saving. */
export function gridCanvas(pictures: Pictures): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const columns = Math.ceil(Math.sqrt(pictures.count));
  const rows = Math.ceil(pictures.count / columns);
  drawPlaced(canvas, pictures, columns, rows, 4, 1);
  return canvas;
}

function drawGrid(canvas: HTMLCanvasElement, pictures: Pictures, width: number, height: number): void {
  const ratio = window.devicePixelRatio || 1;
  const { columns, rows, scale } = fitGrid(pictures, width * ratio, height * ratio);
  drawPlaced(canvas, pictures, columns, rows, scale, 1);
  canvas.style.width = `${canvas.width / ratio}px`;
  canvas.style.height = `${canvas.height / ratio}px`;
}

function drawPlaced(canvas: HTMLCanvasElement, pictures: Pictures, columns: number, rows: number, scale: number, gap: number): void {
  const [cellWidth, cellHeight] = [pictures.width * scale, pictures.height * scale];
  canvas.width = Math.max(1, Math.round(columns * (cellWidth + gap) - gap));
  canvas.height = Math.max(1, Math.round(rows * (cellHeight + gap) - gap));
  const context = canvas.getContext('2d');
  const one = document.createElement('canvas');
  one.width = pictures.width;
  one.height = pictures.height;
  const brush = one.getContext('2d');
  if (!context || !brush) return;
  context.imageSmoothingEnabled = scale < 1;
  for (let i = 0; i < pictures.count; i += 1) {
    brush.putImageData(new ImageData(picturePixels(pictures, i), pictures.width, pictures.height), 0, 0);
    const [left, top] = [(i % columns) * (cellWidth + gap), Math.floor(i / columns) * (cellHeight + gap)];
    context.drawImage(one, Math.round(left), Math.round(top), cellWidth, cellHeight);
  }
}
