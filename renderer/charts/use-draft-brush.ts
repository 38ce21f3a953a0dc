import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { type AxisSpan, type Brush, withSpan } from './run-brush.ts';

const keysRest = 250;

/** What is brushed while the hand still draws; the page hears of it once it has let go, of keys once they rest. */
export function useDraftBrush(given: Brush, onBrush: (brush: Brush) => void) {
  const [draft, setDraft] = useState<Brush | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const tell = useEffectEvent((brush: Brush) => onBrush(brush));
  useEffect(() => () => clearTimeout(timer.current), []);
  // The page has taken it, or took another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is given anew goes before the draft
  useEffect(() => setDraft(null), [given]);
  const brush = draft ?? given;
  const drawAll = (change: (brush: Brush) => Brush, isDone: boolean) => {
    const next = change(brush);
    setDraft(next);
    clearTimeout(timer.current);
    if (isDone) timer.current = setTimeout(() => tell(next), keysRest);
  };
  const draw = (field: string, span: AxisSpan | null, isDone: boolean) => drawAll((now) => withSpan(now, field, span), isDone);
  return { brush, draw, drawAll };
}
