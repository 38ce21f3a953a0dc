import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Size } from './use-plot.ts';

/** The size of a box as it changes, in whole pixels. */
export function useBoxSize(): [RefObject<HTMLElement | null>, Size] {
  const box = useRef<HTMLElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, size];
}

/** A canvas of this size, empty, in pixels of the page; null where there is none to draw on. */
export function cleared(canvas: HTMLCanvasElement | null, { width, height }: Size): CanvasRenderingContext2D | null {
  if (!canvas || width < 2 || height < 2) return null;
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** Canvases over each other as one picture. */
export function pictureOfLayers(canvases: (HTMLCanvasElement | null)[], background: string): () => Promise<Blob> {
  return async () => {
    const layers = canvases.filter((canvas) => canvas !== null);
    const whole = document.createElement('canvas');
    whole.width = layers[0].width;
    whole.height = layers[0].height;
    const context = whole.getContext('2d')!;
    context.fillStyle = background;
    context.fillRect(0, 0, whole.width, whole.height);
    for (const layer of layers) context.drawImage(layer, 0, 0);
    const blob = await new Promise<Blob | null>((done) => whole.toBlob(done, 'image/png'));
    if (!blob) throw new Error('The browser could not turn the chart into a PNG.');
    return blob;
  };
}
