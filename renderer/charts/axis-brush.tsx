import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import classes from './axis-brush.module.css';

interface AxisBrushProps {
  isVertical: boolean;
  /** Pixels of the axis in its box: along it, and where it stands across. */
  from: number;
  length: number;
  across: number;
  /** What is brushed, as shares; null for nothing. */
  stretch: [number, number] | null;
  label: string;
  /** A share of the axis in words. */
  words: (share: number) => string;
  /** Of one key press, as a share. */
  grain: number;
  /** `isDone` where the hand has let go. */
  onStretch: (stretch: [number, number] | null, isDone: boolean) => void;
}

/** An axis that is brushed by dragging along it, or by its two ends with the arrow keys; Delete takes the brush away. */
export function AxisBrush(props: AxisBrushProps) {
  const { isVertical, from, length, across, stretch, label, words, grain, onStretch } = props;
  const box = useRef<HTMLDivElement>(null);
  const grip = useRef<{ start: number; moved: [number, number] | null; isLong: boolean } | null>(null);
  const [isHeld, hold] = useState(false);
  const shareAt = (event: PointerEvent) => {
    const rect = box.current!.getBoundingClientRect();
    const share = isVertical ? 1 - (event.clientY - rect.top) / rect.height : (event.clientX - rect.left) / rect.width;
    return Math.min(1, Math.max(0, share));
  };
  const at = (share: number) => (isVertical ? { bottom: `${share * 100}%` } : { left: `${share * 100}%` });
  const size = (share: number) => (isVertical ? { height: `${share * 100}%` } : { width: `${share * 100}%` });
  const [low, high] = stretch ?? [0, 1];
  const place = isVertical
    ? { top: from, height: length, left: across - 9, width: 18 }
    : { left: from, width: length, top: across - 9, height: 18 };
  return (
    <div
      ref={box}
      className={classes.axis}
      data-vertical={isVertical || undefined}
      style={place}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        const share = shareAt(event);
        const isInside = stretch !== null && share >= stretch[0] && share <= stretch[1];
        grip.current = { start: share, moved: isInside ? stretch : null, isLong: false };
        hold(true);
      }}
      onPointerMove={(event) => {
        const held = grip.current;
        if (held === null) return;
        event.stopPropagation();
        const share = shareAt(event);
        if (!held.isLong && Math.abs(share - held.start) * length < 4) return;
        held.isLong = true;
        onStretch(held.moved ? shifted(held.moved, share - held.start) : [Math.min(share, held.start), Math.max(share, held.start)], false);
      }}
      onPointerUp={(event) => {
        const held = grip.current;
        grip.current = null;
        hold(false);
        if (held === null) return;
        event.stopPropagation();
        const share = shareAt(event);
        if (!held.isLong) onStretch(null, true);
        else
          onStretch(
            held.moved ? shifted(held.moved, share - held.start) : [Math.min(share, held.start), Math.max(share, held.start)],
            true,
          );
      }}
      onPointerCancel={() => {
        grip.current = null;
        hold(false);
      }}
    >
      {stretch && <div className={classes.span} data-held={isHeld || undefined} style={{ ...at(low), ...size(high - low) }} />}
      <End
        which="low"
        share={low}
        other={high}
        {...{ at, label, words, grain, isVertical }}
        isSet={stretch !== null}
        onStretch={onStretch}
      />
      <End
        which="high"
        share={high}
        other={low}
        {...{ at, label, words, grain, isVertical }}
        isSet={stretch !== null}
        onStretch={onStretch}
      />
    </div>
  );
}

function End(props: {
  which: 'low' | 'high';
  share: number;
  other: number;
  at: (share: number) => object;
  label: string;
  words: (share: number) => string;
  grain: number;
  isVertical: boolean;
  isSet: boolean;
  onStretch: AxisBrushProps['onStretch'];
}) {
  const { which, share, other, at, label, words, grain, isVertical, isSet, onStretch } = props;
  const isLow = which === 'low';
  const move = (to: number) => {
    const bound = Math.min(1, Math.max(0, to));
    const next: [number, number] = isLow ? [Math.min(bound, other), other] : [other, Math.max(bound, other)];
    onStretch(next[0] <= 0 && next[1] >= 1 ? null : next, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = grain * (event.shiftKey ? 10 : 1);
    const to = {
      ...{ ArrowUp: share + step, ArrowRight: share + step, ArrowDown: share - step, ArrowLeft: share - step },
      ...{ PageUp: share + 10 * grain, PageDown: share - 10 * grain, Home: 0, End: 1 },
    }[event.key];
    if (to !== undefined) move(to);
    else if ((event.key === 'Delete' || event.key === 'Backspace' || event.key === 'Escape') && isSet) onStretch(null, true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={classes.end}
      data-set={isSet || undefined}
      aria-label={`${label}, ${isLow ? 'from' : 'to'}`}
      aria-orientation={isVertical ? 'vertical' : 'horizontal'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={isSet ? words(share) : 'all'}
      style={at(share)}
      onKeyDown={onKeyDown}
    />
  );
}

/** Not beyond the ends of the axis. */
function shifted([low, high]: [number, number], by: number): [number, number] {
  const bound = Math.min(1 - high, Math.max(-low, by));
  return [low + bound, high + bound];
}
