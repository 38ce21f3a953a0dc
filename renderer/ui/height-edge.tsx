import { useRef } from 'react';
import classes from './ui.module.css';

const [least, most] = [140, 900];

/** The lower edge of something that can be made taller, by pointer or arrow keys. */
export function HeightEdge({ label, height, onHeight }: { label: string; height: number; onHeight: (height: number) => void }) {
  const start = useRef<{ y: number; height: number } | null>(null);
  const put = (next: number) => onHeight(Math.round(Math.min(most, Math.max(least, next))));
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={height}
      className={classes.heightEdge}
      onKeyDown={(event) => {
        const by = { ArrowUp: -20, ArrowDown: 20 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        put(height + by);
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { y: event.clientY, height };
      }}
      onPointerMove={(event) => start.current && put(start.current.height + event.clientY - start.current.y)}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
