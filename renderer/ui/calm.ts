import { useEffect, useEffectEvent, useState } from 'react';

export interface Calm {
  call(): void;
  stop(): void;
}

/** Does `work` at the first call, and then at most every `period` milliseconds; what is called in between is done once at its end. */
export function openCalm(work: () => void, period: number): Calm {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isCalled = false;
  const rest = () => {
    timer = undefined;
    if (isCalled) call();
  };
  function call(): void {
    isCalled = timer !== undefined;
    if (isCalled) return;
    timer = setTimeout(rest, period);
    work();
  }
  return {
    call,
    stop: () => {
      isCalled = false;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** For what follows a run while its points come many times a second. */
export function useCalm(work: () => void, period: number): () => void {
  const latest = useEffectEvent(work);
  const [calm] = useState<{ current: Calm | null }>({ current: null });
  useEffect(() => {
    const opened = openCalm(latest, period);
    calm.current = opened;
    return opened.stop;
  }, [period, calm]);
  return () => calm.current?.call();
}
