import { useEffect, useState } from 'react';

/** Unix milliseconds, renewed every `period` while the window is seen. */
export function useNow(period = 5000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, period);
    return () => clearInterval(timer);
  }, [period]);
  return now;
}
