import { Button } from '@mantine/core';
import { useState } from 'react';
import type { KeptText } from '../../../shared/api/extensions.ts';
import { useKeptTexts } from '../../queries.ts';
import classes from '../../ui/own-files.module.css';
import { ReviewKept } from '../../ui/review-text.tsx';

/** The files of the user's own that a run is made of, in the texts that it keeps. */
export function KeptTexts({ run }: { run: string }) {
  const { data } = useKeptTexts(run, true);
  if (data === undefined || data.length === 0) return null;
  return (
    <ul className={classes.lines} aria-label="Files of your own that this run keeps">
      {data.map((kept) => (
        <li key={kept.name}>
          <KeptLine kept={kept} />
        </li>
      ))}
    </ul>
  );
}

function KeptLine({ kept }: { kept: KeptText }) {
  const [isOpen, setOpen] = useState(false);
  const { name, sha256, text, isTrusted, now } = kept;
  const deed = isTrusted ? 'Read' : 'Read and trust';
  const since = now === null ? 'the file is gone since' : now === sha256 ? 'the file says the same' : 'the file has changed since';
  return (
    <div className={classes.line}>
      <div className="fill">
        <span className={classes.name}>{name}</span>
        <span className={classes.said}>
          sha256 {sha256.slice(0, 12)}; {since}
          {isTrusted ? '' : '; not trusted on this machine, so nothing of this run can be resumed or walked'}
        </span>
      </div>
      {text !== null && (
        <Button aria-label={`${deed} ${name}`} onClick={() => setOpen(true)}>
          {deed}
        </Button>
      )}
      {isOpen && text !== null && <ReviewKept {...{ name, sha256, text, isTrusted }} onClose={() => setOpen(false)} />}
    </div>
  );
}
