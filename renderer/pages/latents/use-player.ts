import { useEffect, useRef, useState } from 'react';

const perSecond = 30;

/**
 * The walk's frame, by hand or playing to and fro. Playing never runs ahead of the pictures: it waits until every stage
 * can draw the next frame.
 */
export function usePlayer({ frames, start, onRest }: { frames: number; start: number; onRest: (frame: number) => void }) {
  const [frame, setFrame] = useState(Math.min(start, frames - 1));
  const [isPlaying, setPlaying] = useState(false);
  const ready = useRef(new Map<number, (frame: number) => boolean>());
  const direction = useRef(1);
  const now = Math.min(frame, frames - 1);
  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    let request = requestAnimationFrame(tick);
    function tick(time: number) {
      request = requestAnimationFrame(tick);
      if (time - last < 1000 / perSecond - 2) return;
      setFrame((was) => {
        if (![...ready.current.values()].every((isReady) => isReady(was))) return was;
        last = time;
        if (was >= frames - 1) direction.current = -1;
        if (was <= 0) direction.current = 1;
        return Math.max(0, Math.min(frames - 1, was + direction.current));
      });
    }
    return () => cancelAnimationFrame(request);
  }, [isPlaying, frames]);
  const go = (next: number) => setFrame(Math.max(0, Math.min(frames - 1, next)));
  return {
    frame: now,
    isPlaying,
    ready: ready.current,
    go,
    move: (by: number) => {
      setPlaying(false);
      go(now + by);
      onRest(Math.max(0, Math.min(frames - 1, now + by)));
    },
    toggle: () => {
      if (isPlaying) onRest(now);
      setPlaying(!isPlaying);
    },
  };
}
