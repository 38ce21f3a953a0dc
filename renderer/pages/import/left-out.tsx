import { useId } from 'react';
import type { LeftOutEntry } from '../../../shared/api/imports.ts';
import { Folded } from './folded.tsx';
import classes from './import.module.css';

/** What does not come in, and why; each once, with how often. */
export function LeftOut({ entries, title }: { entries: LeftOutEntry[]; title: string }) {
  const id = useId();
  if (entries.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <Folded items={entries} first={6} noun="reason">
        {(shown) => (
          <ul className={classes.leftOut} aria-labelledby={id}>
            {shown.map(({ what, why, count }) => (
              <li key={`${what}\0${why}`}>
                <strong>{what}</strong>
                {count > 1 && <span className="faint"> {count.toLocaleString('en')} times</span>}
                <div className="soft">{why}</div>
              </li>
            ))}
          </ul>
        )}
      </Folded>
    </section>
  );
}
