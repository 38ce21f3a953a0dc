import type { KeyboardEvent, PointerEvent } from 'react';
import { formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea } from '../../charts/plane.ts';
import classes from './labs.module.css';

interface DragSpotProps {
  plane: Plane;
  area: PlotArea;
  x: number;
  y: number;
  label: string;
  color: string;
  /** The directions it can be moved in. */
  moves?: 'both' | 'across' | 'up';
  onMove: (x: number, y: number) => void;
}

/** A handle on a plane: dragged by pointer, moved by arrow keys (a hundredth of the axis, with Shift a tenth). */
export function DragSpot({ plane, area, x, y, label, color, moves = 'both', onMove }: DragSpotProps) {
  const { x: across, y: up } = plane;
  const inside = (value: number, axis: Plane['x']) => Math.min(axis.to, Math.max(axis.from, value));
  const move = (nextX: number, nextY: number) =>
    onMove(moves === 'up' ? x : inside(nextX, across), moves === 'across' ? y : inside(nextY, up));
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.offsetParent?.getBoundingClientRect();
    if (!box) return;
    const share = (event.clientX - box.left - area.left) / area.width;
    const rise = 1 - (event.clientY - box.top - area.top) / area.height;
    move(across.from + share * (across.to - across.from), up.from + rise * (up.to - up.from));
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    const size = event.shiftKey ? 0.1 : 0.01;
    // Along its only way both pairs of arrows move it.
    const sum = by[0] + by[1];
    const [right, high] = moves === 'across' ? [sum, 0] : moves === 'up' ? [0, sum] : by;
    move(x + right * size * (across.to - across.from), y + high * size * (up.to - up.from));
  };
  const left = area.left + ((x - across.from) / (across.to - across.from)) * area.width;
  const top = area.top + (1 - (y - up.from) / (up.to - up.from)) * area.height;
  const axis = moves === 'across' ? across : up;
  const value = moves === 'across' ? x : y;
  return (
    <div
      className={classes.spot}
      data-moves={moves}
      style={{ left, top, borderColor: color }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={axis.from}
      aria-valuemax={axis.to}
      aria-valuenow={Number(value.toPrecision(4))}
      aria-valuetext={moves === 'both' ? `${formatNumber(x, 3)}, ${formatNumber(y, 3)}` : formatNumber(value, 3)}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
    />
  );
}
