import { Splitter, type SplitterProps } from '@mantine/core';
import { useState } from 'react';
import classes from './ui.module.css';

type Sizes = NonNullable<SplitterProps['sizes']>;

/**
 * Panes side by side that remember their sizes under `name`. Children are Splitter.Pane; `initial` has one size a pane
 * ('320px' stays as wide when the window grows, a bare number is a share of the rest).
 */
export function Panes({
  name,
  initial,
  orientation,
  children,
}: { name: string; initial: Sizes } & Pick<SplitterProps, 'orientation' | 'children'>) {
  const key = `ganymede-panes-${name}-${initial.length}`;
  const [sizes, setSizes] = useState<Sizes>(() => read(key, initial));
  return (
    <Splitter
      className={classes.panes}
      classNames={{ handle: classes.handle }}
      orientation={orientation}
      sizes={sizes}
      onSizeChange={setSizes}
      onResizeEnd={(_, ended) => localStorage.setItem(key, JSON.stringify(ended))}
      lineSize={1}
      withHandle={false}
      handleColor="var(--line)"
    >
      {children}
    </Splitter>
  );
}

function read(key: string, initial: Sizes): Sizes {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '');
    if (Array.isArray(stored) && stored.length === initial.length && stored.every(isSize)) return stored as Sizes;
  } catch {
    // Nothing kept yet, or kept by another version.
  }
  return initial;
}
function isSize(value: unknown): boolean {
  return (typeof value === 'number' && value >= 0) || (typeof value === 'string' && /^\d+(\.\d+)?(px|rem|%)$/.test(value));
}
