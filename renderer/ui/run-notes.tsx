import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Run } from '../../shared/run.ts';
import { patchRun } from '../api-client.ts';
import { attempt, offerUndo } from './undo.tsx';
import { shownName } from './run-title.ts';

/** Notes of one run, kept when the hand leaves them (or by Ctrl-Enter), with their undo. Give it the run's id as its key. */
export function RunNotes({ run }: { run: Pick<Run, 'id' | 'name' | 'notes'> }) {
  const [draft, setDraft] = useState<string | null>(null);
  const latest = useRef({ draft, run });
  latest.current = { draft, run };
  const keep = () => {
    const { draft: written, run: of } = latest.current;
    if (written === null || written === of.notes) return;
    void attempt(async () => {
      await patchRun(of.id, { notes: written });
      offerUndo(`Changed the notes of “${shownName(of.name)}”.`, () => patchRun(of.id, { notes: of.notes }));
    });
  };
  // Another run is looked at, or the pane closed, before the hand has left.
  const keepNow = useRef(keep);
  keepNow.current = keep;
  useEffect(() => () => keepNow.current(), []);
  return (
    <Textarea
      aria-label={`Notes on ${shownName(run.name)}`}
      placeholder="What was tried, what was seen. Found by the query box."
      autosize
      minRows={2}
      maxRows={12}
      maxLength={100_000}
      value={draft ?? run.notes}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        keep();
        setDraft(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.stopPropagation();
          setDraft(null);
        }
      }}
    />
  );
}
