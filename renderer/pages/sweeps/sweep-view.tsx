import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { SweepDetail } from '../../../shared/api/sweeps.ts';
import { isLive } from '../../../shared/run.ts';
import { resumeSweep, stopSweep } from '../../api-client.ts';
import { useSearchState } from '../../panels/page-view.ts';
import { useSweep } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { shownName } from '../../ui/run-title.ts';
import { attempt } from '../../ui/undo.tsx';
import { PageWaiting } from '../../ui/waiting.tsx';
import { ScheduleView } from './schedule-view.tsx';
import { VariantsView } from './variants-view.tsx';
import classes from './sweeps.module.css';

/** One sweep: where it stands, and a table of its runs as its schedule wants it. */
export function SweepView({ id }: { id: string }) {
  const [search, edit] = useSearchState();
  const change = (key: string, value: string) =>
    edit((now) => {
      now.set(key, value);
      return now;
    });
  const series = search.get('series') ?? 'w1';
  const { data, error, refetch } = useSweep(id, series);
  if (error) return <ProblemNote error={error} again={() => void refetch()} />;
  if (!data) return <PageWaiting />;
  const { sweep, runs, standing } = data;
  const asked = { series, is: search.get('is') === 'above' ? ('above' as const) : ('below' as const), limit: search.get('limit') ?? '0.3' };
  return (
    <section aria-labelledby="sweep-name" className={classes.sweep} data-wide={sweep.schedule === 'pbt' || undefined}>
      <header className={classes.head}>
        <h2 id="sweep-name" className="ellipsis">
          {shownName(sweep.name)}
        </h2>
        <span className="soft">{stateOf(data)}</span>
        <span className="fill" />
        <Button component={Link} href={links.runs({ query: `sweep == "${id}"` })}>
          In the table of runs
        </Button>
        <Button component={Link} href={links.compare([], `sweep == "${id}"`)} disabled={runs.length === 0}>
          Compare all
        </Button>
        {rests(data) ? (
          <Button variant="filled" onClick={() => void attempt(() => resumeSweep(id))}>
            Resume
          </Button>
        ) : (
          <Button disabled={sweep.isOver} onClick={() => void attempt(() => stopSweep(id))}>
            Stop what is left
          </Button>
        )}
      </header>
      {standing === null ? <VariantsView detail={data} asked={{ ...asked, change }} /> : <ScheduleView detail={data} standing={standing} />}
    </section>
  );
}

/** Its schedule would go on, and nobody does. */
function rests({ sweep, runs }: SweepDetail): boolean {
  const isGoing = runs.some(({ status }) => isLive(status) || status === 'queued');
  return sweep.schedule !== 'none' && !sweep.isOver && (sweep.isHeld || !isGoing);
}

function stateOf({ sweep, runs }: SweepDetail): string {
  if (sweep.schedule === 'none') return `${sweep.ended} of ${sweep.runs} ended`;
  if (sweep.isHeld) return 'stopped';
  const trains = runs.filter(({ status }) => isLive(status)).length;
  const waits = runs.filter(({ status }) => status === 'queued').length;
  return sweep.isOver ? 'over' : `${trains} ${trains === 1 ? 'trains' : 'train'}, ${waits} not begun`;
}
