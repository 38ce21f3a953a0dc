import { ActionIcon, Button, Slider } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type MouseEvent, useEffect, useEffectEvent, useState } from 'react';
import { formatStep } from '../charts/number-format.ts';
import { nearestRow } from '../charts/step-rows.ts';
import { useKeys } from '../keys.ts';
import { NumberBox } from '../params-form/number-box.tsx';
import classes from './scrubber.module.css';

interface StepScrubberProps {
  /** Recorded steps, ascending. */
  steps: number[];
  /** Null follows the newest. */
  step: number | null;
  onStep: (step: number | null) => void;
  isLive: boolean;
}

/** The one step of a page: slider, arrows, keys, play, and "newest". */
export function StepScrubber({ steps, step, onStep, isLive }: StepScrubberProps) {
  const [isPlaying, setPlaying] = useState(false);
  const last = steps.length === 0 ? 0 : steps[steps.length - 1];
  const row = nearestRow(steps, step);
  const move = (by: number) => {
    if (steps.length === 0) return;
    const next = Math.min(steps.length - 1, Math.max(0, row + by));
    onStep(by > 0 && next === steps.length - 1 && isLive ? null : steps[next]);
  };
  const play = () => {
    if (!isPlaying && row === steps.length - 1) onStep(steps[0] ?? 0);
    setPlaying(!isPlaying && steps.length > 1);
  };
  const tick = useEffectEvent(() => {
    if (row >= steps.length - 1) setPlaying(false);
    else onStep(steps[row + 1]);
  });
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(tick, 140);
    return () => clearInterval(timer);
  }, [isPlaying]);
  useKeys({
    ArrowLeft: () => move(-1),
    ArrowRight: () => move(1),
    'shift+ArrowLeft': () => move(-10),
    'shift+ArrowRight': () => move(10),
    ' ': play,
  });
  /** What is no step, as it was typed, for as long as the page stays where it was then. */
  const [typed, setTyped] = useState<{ at: number | null; value: number | string } | null>(null);
  if (typed !== null && typed.at !== step) setTyped(null);
  const isNewest = step === null;
  const stepAt = (at: number) => formatStep(steps[at] ?? 0);
  // A press by pointer leaves the focus where it was: Space then plays, and does not press the same button again.
  const keepFocus = (event: MouseEvent) => event.preventDefault();
  return (
    <section className={classes.scrubber} aria-label="Step of the page">
      <ActionIcon aria-label="One step back" onMouseDown={keepFocus} onClick={() => move(-1)} disabled={row <= 0}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon aria-label={isPlaying ? 'Pause' : 'Play the steps'} onClick={play} disabled={steps.length < 2}>
        {isPlaying ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
      </ActionIcon>
      <ActionIcon aria-label="One step on" onMouseDown={keepFocus} onClick={() => move(1)} disabled={row >= steps.length - 1}>
        <IconChevronRight size={16} />
      </ActionIcon>
      <Slider
        className={classes.slider}
        thumbLabel="Step"
        label={stepAt}
        thumbValueText={stepAt}
        min={0}
        max={Math.max(steps.length - 1, 1)}
        value={Math.max(row, 0)}
        disabled={steps.length < 2}
        onChange={(row) => onStep(steps[row] ?? null)}
      />
      <NumberBox
        field={{ 'aria-label': 'Step', 'aria-invalid': typed !== null }}
        value={typed?.value ?? step ?? last}
        spec={{ type: 'integer', min: 0 }}
        onValue={(value) => {
          const isStep = typeof value === 'number' && Number.isInteger(value) && value >= 0;
          setTyped(isStep ? null : { at: step, value });
          if (isStep) onStep(value);
        }}
      />
      <Button onMouseDown={keepFocus} onClick={() => onStep(null)} aria-pressed={isNewest} variant={isNewest ? 'light' : 'default'}>
        {isLive ? 'Live' : 'Newest'}
      </Button>
      <span className="faint">{steps.length} recorded</span>
    </section>
  );
}
