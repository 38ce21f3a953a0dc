import { Link } from 'wouter';
import type { ImportState } from '../../../shared/api/imports.ts';
import { links } from '../../routes.tsx';
import { formatAgo, formatMoment } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { EndImport } from './import-report.tsx';
import { counted, placeName, stateWords } from './import-words.ts';
import classes from './import.module.css';

/** Under way and watching first, each with its stop; then those that ended while this studio was open. */
export function ImportList({ imports, shown }: { imports: ImportState[]; shown: string | null }) {
  const open = imports.filter(({ endedAt }) => endedAt === null);
  const ended = imports.filter(({ endedAt }) => endedAt !== null);
  if (imports.length === 0) return <p className="faint">Imports under way, watches and reports are listed here.</p>;
  return (
    <>
      {open.length > 0 && <Entries title="Going on" imports={open} shown={shown} />}
      {ended.length > 0 && <Entries title="Ended" imports={ended} shown={shown} />}
    </>
  );
}

function Entries({ title, imports, shown }: { title: string; imports: ImportState[]; shown: string | null }) {
  const now = useNow();
  return (
    <section>
      <h2>{title}</h2>
      <ul className={classes.list} aria-label={title}>
        {imports.map((state) => (
          <li key={state.id}>
            <Link
              href={links.importRuns({ import: state.id })}
              className={classes.entry}
              aria-current={state.id === shown ? 'page' : undefined}
              title={state.paths.join('\n')}
            >
              <span className="ellipsis">{placeName(state.paths)}</span>
              <span className="faint">
                {stateWords[state.state]}
                {state.state !== 'cancelled' && state.state !== 'failed' && `, ${counted(state.runs.done, 'run')}`}
                {state.endedAt !== null && (
                  <>
                    , <time title={formatMoment(state.endedAt)}>{formatAgo(state.endedAt, now)}</time>
                  </>
                )}
              </span>
            </Link>
            <EndImport state={state} isSmall />
          </li>
        ))}
      </ul>
    </section>
  );
}
