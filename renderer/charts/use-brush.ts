import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';

interface Pointer {
  left: number;
  top: number;
  clientX: number;
  clientY: number;
}
export interface BrushOptions {
  box: RefObject<HTMLElement | null>;
  /** The plot's ends in pixels of the box. */
  from: number;
  to: number;
  onSelect: (left: number, right: number) => void;
  onReset: () => void;
  onHover: (pointer: Pointer | null) => void;
}

/** Dragging selects a span of a plot, double click takes it back, moving hovers (once a frame). */
export function useBrush({ box, from, to, onSelect, onReset, onHover }: BrushOptions) {
  const [span, setSpan] = useState<[number, number] | null>(null);
  const start = useRef<number | null>(null);
  const frame = useRef(0);

  const locate = (event: { clientX: number; clientY: number }): Pointer => {
    const rect = box.current?.getBoundingClientRect();
    return {
      left: event.clientX - (rect?.left ?? 0),
      top: event.clientY - (rect?.top ?? 0),
      clientX: event.clientX,
      clientY: event.clientY,
    };
  };
  const inside = (left: number) => Math.min(to, Math.max(from, left));

  const listeners = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const { left } = locate(event);
      if (event.button !== 0 || left < from || left > to) return;
      start.current = left;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const pointer = locate(event);
      if (start.current !== null) {
        const [a, b] = [start.current, inside(pointer.left)];
        setSpan(Math.abs(a - b) < 4 ? null : [Math.min(a, b), Math.max(a, b)]);
      }
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => onHover(pointer.left < from || pointer.left > to ? null : pointer));
    },
    onPointerUp() {
      if (span) onSelect(span[0], span[1]);
      start.current = null;
      setSpan(null);
    },
    onPointerCancel() {
      start.current = null;
      setSpan(null);
    },
    onPointerLeave() {
      cancelAnimationFrame(frame.current);
      onHover(null);
    },
    onDoubleClick(_event: MouseEvent<HTMLElement>) {
      onReset();
    },
  };
  return { span, listeners };
}
