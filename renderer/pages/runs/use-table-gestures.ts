import { type RefObject, useEffect, useEffectEvent } from 'react';

interface Gestures {
  widthOf(column: string): number;
  /** null: the usual width. */
  resize(column: string, width: number | null): void;
  click(index: number): void;
  open(index: number): void;
}

/** Pointer gestures of the whole table, on its scroller: rows and edges come and go. Keys do the same by other ways. */
export function useTableGestures(scroller: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const press = useEffectEvent((event: PointerEvent) => {
    const column = edgeAt(event);
    if (column === null || !(event.target instanceof HTMLElement)) return;
    const { target, clientX } = event;
    const width = gestures.widthOf(column);
    target.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => gestures.resize(column, width + moved.clientX - clientX);
    target.addEventListener('pointermove', move);
    target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', move), { once: true });
  });
  const click = useEffectEvent((event: MouseEvent) => {
    const index = rowAt(event);
    if (index === null) return;
    if (event.type === 'dblclick') gestures.open(index);
    else gestures.click(index);
  });
  const giveBack = useEffectEvent((event: MouseEvent) => {
    const column = edgeAt(event);
    if (column !== null) gestures.resize(column, null);
  });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerdown', (event) => press(event), { signal });
    element.addEventListener('click', (event) => click(event), { signal });
    element.addEventListener('dblclick', (event) => click(event), { signal });
    element.addEventListener('dblclick', (event) => giveBack(event), { signal });
    return () => stop.abort();
  }, [scroller]);
}

function edgeAt({ target }: Event): string | null {
  return target instanceof HTMLElement ? (target.dataset.edge ?? null) : null;
}
/** Not where something in the row takes the click for itself. */
function rowAt({ target }: Event): number | null {
  if (!(target instanceof Element) || target.closest('button, input, a')) return null;
  const index = target.closest<HTMLElement>('[data-index]')?.dataset.index;
  return index === undefined ? null : Number(index);
}
