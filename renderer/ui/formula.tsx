import 'katex/dist/katex.min.css';
import katex from 'katex';
import { useEffect, useRef } from 'react';

const usualSize = 0.92;
const smallest = 0.66;

/**
 * TeX that breaks into lines where there is little room, with its source for screen readers by KaTeX's own MathML. What does not break is
 * made smaller, and scrolled by keyboard where that is not enough. A formula that does not parse is shown as written.
 */
export function Formula({ tex }: { tex: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    katex.render(`\\displaystyle ${tex}`, element, { throwOnError: false, output: 'htmlAndMathml' });
    let width = -1;
    const fit = () => {
      // A smaller letter changes the height, which is no reason to fit again.
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      element.style.fontSize = `${usualSize}em`;
      const share = element.clientWidth / element.scrollWidth;
      if (share < 1) element.style.fontSize = `${Math.max(smallest, usualSize * share)}em`;
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [tex]);
  return <div ref={box} style={{ lineHeight: 2, overflowX: 'auto', overflowY: 'hidden' }} />;
}
