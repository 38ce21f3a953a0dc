import { Slider } from '@mantine/core';
import { formatNumber } from '../../charts/number-format.ts';
import classes from './labs.module.css';

interface KnobProps {
  label: string;
  value: number;
  low: number;
  high: number;
  /** Of the slider; on a logarithmic one, steps of the logarithm. */
  step?: number;
  isLog?: boolean;
  /** Where the filled part begins, such as 0. */
  origin?: number;
  /** A knob that does nothing now keeps its place. */
  isIdle?: boolean;
  write?: (value: number) => string;
  onValue: (value: number) => void;
}

/** A slider with its value in figures; the width of the figures is reserved. */
export function Knob({
  label,
  value,
  low,
  high,
  step,
  isLog = false,
  origin,
  isIdle = false,
  write = (shown) => formatNumber(shown, 3),
  onValue,
}: KnobProps) {
  const toSlider = (shown: number) => (isLog ? Math.log10(shown) : shown);
  const fromSlider = (place: number) => (isLog ? Math.min(high, Math.max(low, Number((10 ** place).toPrecision(3)))) : place);
  return (
    <div className={classes.knob}>
      <span className={classes.knobName}>{label}</span>
      <Slider
        className={classes.slider}
        min={toSlider(low)}
        max={toSlider(high)}
        step={step ?? (isLog ? 0.01 : (high - low) / 200)}
        value={toSlider(value)}
        startPointValue={origin}
        label={null}
        disabled={isIdle}
        thumbLabel={label}
        thumbValueText={write(value)}
        onChange={(place) => onValue(fromSlider(place))}
      />
      <output className={classes.knobValue}>{isIdle ? '—' : write(value)}</output>
    </div>
  );
}
