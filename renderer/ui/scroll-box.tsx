import { type ComponentPropsWithoutRef, useEffect, useRef, useState } from 'react';

/** A box that scrolls where its content is larger, and can then be reached and scrolled by keyboard. */
export function ScrollBox(props: ComponentPropsWithoutRef<'div'>) {
  const box = useRef<HTMLDivElement>(null);
  const [isLarger, setLarger] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setLarger(element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1);
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    // Content may change many times before a frame, and each look would lay the page out anew.
    let due = 0;
    const content = new MutationObserver(() => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(look);
    });
    content.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      sizes.disconnect();
      content.disconnect();
      cancelAnimationFrame(due);
    };
  }, []);
  return <div ref={box} {...props} {...(isLarger ? { tabIndex: 0 } : {})} />;
}
