import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import classes from './ui.module.css';

interface ResizeCornerProps {
  /** What is resized, such as "Loss, critic". */
  name: string;
  width: number;
  height: number;
  /** Pixels of one unit of each. */
  unit: () => { width: number; height: number };
  /** Units, not yet fitted; `isAll` while Shift is held. */
  onResize: (width: number, height: number, isAll: boolean) => void;
}

/** The lower right corner of a pane whose place is a grid: dragged, or moved by arrow keys. */
export function ResizeCorner({ name, width, height, unit, onResize }: ResizeCornerProps) {
  const start = useRef<{ x: number; y: number; width: number; height: number } | null>(null);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(width + by[0], height + by[1], event.shiftKey);
  };
  const drag = (event: PointerEvent) => {
    const from = start.current;
    if (!from) return;
    const { width: across, height: down } = unit();
    const next = [from.width + (event.clientX - from.x) / across, from.height + (event.clientY - from.y) / down].map(Math.round);
    if (next[0] !== width || next[1] !== height) onResize(next[0], next[1], event.shiftKey);
  };
  return (
    <button
      type="button"
      className={classes.corner}
      aria-label={`Resize ${name}: drag, or arrow keys; with Shift all`}
      title="Drag to resize; with Shift all"
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, y: event.clientY, width, height };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
