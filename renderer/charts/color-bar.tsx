import { cssColor, type ColorScale } from './color-maps.ts';
import { formatNumber } from './number-format.ts';

/** The scale that colours stand for, as a strip of text height. `write` turns a place on the scale into words. */
export function ColorBar({ scale, write = formatNumber, label }: { scale: ColorScale; write?: (value: number) => string; label: string }) {
  const stops = Array.from({ length: 11 }, (_, i) => cssColor(scale.low + ((scale.high - scale.low) * i) / 10, scale));
  return (
    <span>
      {label}{' '}
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, whiteSpace: 'nowrap', verticalAlign: 'bottom' }}>
        {write(scale.low)}
        <span
          style={{ width: 64, height: 8, borderRadius: 2, background: `linear-gradient(to right, ${stops.join(', ')})` }}
          aria-hidden="true"
        />
        {write(scale.high)}
      </span>
    </span>
  );
}
