import { useSearchParams } from 'wouter';
import { useImports } from '../../queries.ts';
import { ImportDrop } from '../../ui/import-drop.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Found } from './found.tsx';
import { ImportList } from './import-list.tsx';
import { ImportReport } from './import-report.tsx';
import { WhereForm } from './where-form.tsx';
import classes from './import.module.css';

/** Runs that other tools logged: where they lie, what was found, how taking them in goes, and what came of it. */
export default function ImportPage() {
  const [search] = useSearchParams();
  const { data: imports, error, refetch } = useImports();
  const ask = {
    paths: (search.get('paths') ?? '').split('\n').filter((path) => path !== ''),
    from: search.get('from') ?? '',
    watch: search.get('watch') === 'yes',
  };
  const id = search.get('import');
  const shown = imports?.find((one) => one.id === id);
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">Import runs</h1>
      <ImportDrop />
      <div className={classes.main}>
        <WhereForm ask={ask} isFirst={id === null && ask.paths.length === 0} dropped={search.get('dropped') ?? ''} />
        {id !== null && shown && <ImportReport key={id} state={shown} />}
        {id !== null && imports && !shown && (
          <p className="soft">
            There is no such import any more: those that ended long ago, or before the studio was started, are forgotten.
          </p>
        )}
        {id === null && ask.paths.length > 0 && <Found key={ask.paths.join('\n')} ask={ask} />}
      </div>
      <aside className={classes.aside} aria-label="Imports">
        {error && <ProblemNote error={error} again={() => void refetch()} />}
        {imports && <ImportList imports={imports} shown={id} />}
      </aside>
    </div>
  );
}
