import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { counted } from './import-words.ts';

const mostShown = 2000;

/** The first few of a list, all of it when asked. */
export function Folded<Item>(props: {
  items: readonly Item[];
  first: number;
  noun: string;
  children: (items: readonly Item[]) => ReactNode;
}) {
  const { items, first, noun, children } = props;
  const [isOpen, setOpen] = useState(false);
  const shown = items.slice(0, isOpen ? mostShown : first);
  return (
    <>
      {children(shown)}
      {items.length > first && (
        <Button mt={6} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? `Show ${first} only` : `Show all ${counted(items.length, noun)}`}
        </Button>
      )}
      {isOpen && items.length > mostShown && <p className="faint">and {counted(items.length - mostShown, noun)} more</p>}
    </>
  );
}
