import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { brushQuery, noBrush } from '../charts/run-brush.ts';
import type { RunSet } from '../panels/run-set.ts';
import classes from './ui.module.css';

/** What is brushed, as the query that it is, and the way out of it. */
export function BrushBar({ set, of, children }: { set: RunSet; of?: { shown: number; all: number }; children?: ReactNode }) {
  if (set.brush.size === 0) return null;
  const query = brushQuery(set.brush);
  return (
    <section className={classes.brushBar} aria-label="Brushed">
      <span>{of ? `${of.shown} of ${of.all} brushed` : 'Brushed'}</span>
      <code className={classes.brushQuery} title={query}>
        {query}
      </code>
      {children}
      <Button onClick={() => set.onBrush(noBrush)}>Clear the brush</Button>
    </section>
  );
}
