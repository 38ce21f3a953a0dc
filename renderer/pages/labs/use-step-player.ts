import { useEffect, useEffectEvent, useState } from 'react';

const stepsPerSecond = 60;

/** A step from 0 to `last`, by hand or playing once to the end. Where less motion is wanted, playing is a jump to the end. */
export function useStepPlayer({ last, at, isStill, onAt }: { last: number; at: number; isStill: boolean; onAt: (at: number) => void }) {
  const [isPlaying, setPlaying] = useState(false);
  const now = Math.min(at, last);
  const tick = useEffectEvent((steps: number) => {
    const next = Math.min(last, now + steps);
    onAt(next);
    if (next === last) setPlaying(false);
  });
  useEffect(() => {
    if (!isPlaying) return;
    let before = performance.now();
    let request = requestAnimationFrame(function frame(time) {
      const steps = Math.floor(((time - before) / 1000) * stepsPerSecond);
      if (steps > 0) {
        before += (steps / stepsPerSecond) * 1000;
        tick(steps);
      }
      request = requestAnimationFrame(frame);
    });
    return () => cancelAnimationFrame(request);
  }, [isPlaying]);
  const go = (next: number) => onAt(Math.max(0, Math.min(last, next)));
  return {
    at: now,
    isPlaying,
    go,
    move: (by: number) => {
      setPlaying(false);
      go(now + by);
    },
    toggle: () => {
      if (isStill) {
        go(last);
        return;
      }
      if (!isPlaying && now === last) go(0);
      setPlaying(!isPlaying && last > 0);
    },
  };
}
