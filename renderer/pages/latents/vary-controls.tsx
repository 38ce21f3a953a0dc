import { Checkbox, NativeSelect, Slider } from '@mantine/core';
import { useState } from 'react';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { type Axis, axesOf, codesOf, rangeOf } from './axes.ts';
import type { PageState } from './page-words.ts';
import { placeOf, variedAxis } from './vary-words.ts';
import classes from './latents.module.css';

interface ControlProps {
  generator: OpenedGenerator;
  state: PageState;
  set: (part: Partial<PageState>) => void;
}

const reaches = [1, 1.5, 2, 3, 5];

/** What is varied, how far, and where it stands. */
export function VaryControls({ generator, state, set }: ControlProps) {
  const axes = axesOf(generator);
  const axis = variedAxis(generator, state.vary);
  if (!axis) return null;
  const { low, high } = rangeOf(axis, state.reach);
  return (
    <div className={classes.scrub}>
      <span className={classes.named}>
        <span className="soft">Vary</span>
        <NativeSelect
          aria-label="What varies"
          value={axis.key}
          data={axes.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(event) => set({ vary: event.currentTarget.value, value: 0 })}
        />
      </span>
      {axis.kind === 'number' ? (
        <>
          <NumberSlider
            key={axis.key}
            className="fill"
            name={`Value of ${axis.title}`}
            low={low}
            high={high}
            value={placeOf(axis, state)}
            onValue={(value) => set({ value })}
          />
          {axis.of === 'noise' ? null : (
            <NativeSelect
              aria-label="How far"
              value={String(high)}
              data={[...new Set([...reaches, high])]
                .sort((a, b) => a - b)
                .map((far) => ({ value: String(far), label: `−${far} to ${far}` }))}
              onChange={(event) => set({ reach: Number(event.currentTarget.value) })}
            />
          )}
        </>
      ) : (
        <NativeSelect
          aria-label={`Which ${axis.title}`}
          value={String(placeOf(axis, state))}
          data={axis.names.map((name, at) => ({ value: String(at), label: name }))}
          onChange={(event) => {
            const value = Number(event.currentTarget.value);
            set(axis.kind === 'condition' ? { label: value } : { value });
          }}
        />
      )}
    </div>
  );
}

/** Codes that are the same in every latent, so that only the rest is walked through. */
export function HeldCodes({ generator, state, set }: ControlProps) {
  const varied = state.mode === 'vary' ? variedAxis(generator, state.vary)?.key : undefined;
  const codes = codesOf(generator).filter(({ key }) => key !== varied);
  if (codes.length === 0) return null;
  const hold = (key: string, value: number | null) => {
    const { [key]: _was, ...others } = state.held;
    set({ held: value === null ? others : { ...others, [key]: value } });
  };
  return (
    <fieldset className={classes.held}>
      <legend className="soft">Codes held in every latent</legend>
      {codes.map((axis) => (
        <HeldCode key={axis.key} axis={axis} value={state.held[axis.key] ?? null} onValue={(value) => hold(axis.key, value)} />
      ))}
    </fieldset>
  );
}

function HeldCode({ axis, value, onValue }: { axis: Axis; value: number | null; onValue: (value: number | null) => void }) {
  if (axis.kind !== 'number') {
    return (
      <span className={classes.named}>
        <span>{axis.title}</span>
        <NativeSelect
          aria-label={`Held ${axis.title}`}
          value={value === null ? '' : String(value)}
          data={[{ value: '', label: 'as drawn' }, ...axis.names.map((name, at) => ({ value: String(at), label: name }))]}
          onChange={(event) => onValue(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
        />
      </span>
    );
  }
  const { low, high } = rangeOf(axis, null);
  return (
    <span className={classes.named}>
      <Checkbox label={axis.title} checked={value !== null} onChange={(event) => onValue(event.currentTarget.checked ? 0 : null)} />
      <NumberSlider
        className={classes.heldSlider}
        name={`Value of ${axis.title}`}
        low={low}
        high={high}
        value={value ?? 0}
        isOff={value === null}
        onValue={onValue}
      />
    </span>
  );
}

function NumberSlider(props: {
  name: string;
  low: number;
  high: number;
  value: number;
  isOff?: boolean;
  className?: string;
  onValue: (value: number) => void;
}) {
  const { name, low, high, value, isOff, className, onValue } = props;
  const [live, setLive] = useState<number | null>(null);
  const shown = live ?? value;
  return (
    <>
      <Slider
        className={className}
        min={low}
        max={high}
        step={0.01}
        value={shown}
        disabled={isOff}
        label={null}
        thumbLabel={name}
        onChange={(next) => {
          setLive(next);
          onValue(next);
        }}
        onChangeEnd={() => setLive(null)}
      />
      <span className={classes.number}>{isOff ? '' : shown.toFixed(2).replace('-', '−')}</span>
    </>
  );
}
