import 'katex/dist/katex.min.css';
import katex from 'katex';
import { useEffect, useRef } from 'react';

/** TeX that breaks into lines where there is little room, with its source for screen readers by KaTeX's own MathML. A formula that does not parse is shown as written. */
export function Formula({ tex }: { tex: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current) katex.render(`\\displaystyle ${tex}`, box.current, { throwOnError: false, output: 'htmlAndMathml' });
  }, [tex]);
  return <div ref={box} style={{ fontSize: '0.92em', lineHeight: 2 }} />;
}
