import { Button, CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { create } from 'zustand';
import { links } from '../routes.tsx';
import { strings } from '../strings.ts';
import classes from './ui.module.css';

const stops = [
  { link: links.runs(), ...strings.tour.runs },
  { link: links.newRun(), ...strings.tour.newRun },
  { link: links.data(), ...strings.tour.data },
  { link: links.compare(), ...strings.tour.compare },
  { link: links.latents(), ...strings.tour.latents },
  { link: links.labs(), ...strings.tour.labs },
] as const;

const useTour = create<{ stop: number | null }>(() => ({ stop: null }));

export function startTour(): void {
  useTour.setState({ stop: 0 });
}

/** A card that goes from place to place and says what each is for; the page under it stays in use. */
export function Tour() {
  const stop = useTour(({ stop: at }) => at);
  const [, navigate] = useLocation();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (stop === null) return;
    navigate(stops[stop].link);
    next.current?.focus();
  }, [stop, navigate]);
  if (stop === null) return null;
  const { title, text } = stops[stop];
  const go = (to: number | null) => useTour.setState({ stop: to });
  const isLast = stop === stops.length - 1;
  return (
    <section
      className={classes.tour}
      aria-label={strings.tour.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') go(null);
      }}
    >
      <header>
        <h2>{title}</h2>
        <span className="faint number">{strings.tour.of(stop + 1, stops.length)}</span>
        <CloseButton size="sm" aria-label={strings.tour.close} onClick={() => go(null)} />
      </header>
      <p aria-live="polite">{text}</p>
      <footer>
        <Button size="compact-sm" variant="default" disabled={stop === 0} onClick={() => go(stop - 1)}>
          {strings.tour.back}
        </Button>
        <Button ref={next} size="compact-sm" variant="filled" onClick={() => go(isLast ? null : stop + 1)}>
          {isLast ? strings.tour.end : strings.tour.next}
        </Button>
      </footer>
    </section>
  );
}
