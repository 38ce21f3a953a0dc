import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './panels.module.css';

/** Holds the place of what is out of sight: it draws nothing and asks for nothing. */
export function WhenSeen({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => setSeen(entry.isIntersecting), { rootMargin: '150px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={ref} className={classes.unseen}>
      {isSeen ? children : null}
    </div>
  );
}
