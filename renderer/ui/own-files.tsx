import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Extension } from '../../shared/extension.ts';
import { useOwnFiles } from '../queries.ts';
import { ReviewFile } from './review-text.tsx';
import classes from './own-files.module.css';

/** Files of the user's own that wait for a look: not trusted yet, changed, or failing at a line. Those that are fine stand among what they declare. */
export function OwnFileLines() {
  const { data } = useOwnFiles();
  const waiting = data?.extensions.filter(({ state, problems }) => state !== 'trusted' || problems.length > 0) ?? [];
  if (waiting.length === 0) return null;
  return (
    <ul className={classes.lines} aria-label="Your own files that wait for a look">
      {waiting.map((extension) => (
        <li key={extension.path}>
          <OwnFileLine extension={extension} />
        </li>
      ))}
    </ul>
  );
}

const words: Record<Extension['state'], string> = {
  trusted: 'trusted',
  asks: 'not trusted yet: nothing of it has run',
  changed: 'changed since it was trusted',
  failing: 'can’t be used',
};

export function OwnFileLine({ extension }: { extension: Extension }) {
  const [isOpen, setOpen] = useState(false);
  const { name, path, state, problems, offers } = extension;
  const deed = state === 'asks' || state === 'changed' ? 'Read and trust' : 'Read';
  const said = state === 'trusted' ? offers.map((offer) => `${offer.kind} ${offer.name}`).join(', ') : words[state];
  return (
    <div className={classes.line}>
      <div className="fill">
        <span className={classes.name}>{path.replace(/^.*[/\\]/, '')}</span>
        <span className={state === 'failing' ? classes.bad : classes.said}>{said}</span>
        {problems.map((problem) => (
          <span key={`${problem.line} ${problem.sentence}`} className={classes.bad}>
            {problem.line === null ? '' : `Line ${problem.line}: `}
            {problem.sentence}
          </span>
        ))}
      </div>
      <Button aria-label={`${deed} ${name}`} onClick={() => setOpen(true)}>
        {deed}
      </Button>
      {isOpen && <ReviewFile name={name} onClose={() => setOpen(false)} />}
    </div>
  );
}
