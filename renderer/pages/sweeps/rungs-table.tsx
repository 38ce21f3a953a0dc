import { Link } from 'wouter';
import type { SweepDetail, SweepRunRow } from '../../../shared/api/sweeps.ts';
import { type Mark, ranked, type Standing } from '../../../shared/schedule-standing.ts';
import { formatNumber } from '../../charts/number-format.ts';
import { links } from '../../routes.tsx';
import { runTitle } from '../../ui/run-title.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { markWords } from './mark-words.ts';
import classes from './sweeps.module.css';

/** A row a run, the furthest and best first; a column a rung, with what each was worth there and who went on. */
export function RungsTable({ detail: { plan, runs }, standing }: { detail: SweepDetail; standing: Standing }) {
  const keys = Object.keys(plan.vary);
  const { rests } = standing;
  const byId = new Map(runs.map((run) => [run.run, run]));
  const better = plan.schedule.kind === 'none' ? undefined : plan.schedule.better;
  const rows = ranked(standing, better).flatMap(({ run: id, marks }) => {
    const run = byId.get(id);
    return run === undefined ? [] : [{ run, marks }];
  });
  const hasVariants = Object.keys(plan.variants).length > 1;
  return (
    <div className={classes.scroller}>
      <table className={classes.table}>
        <caption className="visually-hidden">What each run was worth at each rung, and which went on</caption>
        <thead>
          <tr>
            <th scope="col">run</th>
            {keys.map((key) => (
              <th key={key} scope="col" title={key}>
                {key.split('.').at(-1)}
              </th>
            ))}
            {plan.seeds.length > 1 && <th scope="col">seed</th>}
            {hasVariants && <th scope="col">variant</th>}
            {rests.map((rest) => (
              <th key={rest} scope="col" className="number">
                <RungHead rest={rest} marks={rows.flatMap(({ marks }) => markAt(marks, rest) ?? [])} isLast={rest === rests.at(-1)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ run, marks }) => (
            <tr key={run.run}>
              <th scope="row" className={classes.runName}>
                <RunLink run={run} />
              </th>
              {keys.map((key) => (
                <td key={key}>{String(run.place[key])}</td>
              ))}
              {plan.seeds.length > 1 && <td>{run.seed}</td>}
              {hasVariants && <td>{run.variant}</td>}
              {rests.map((rest) => (
                <MarkCell key={rest} mark={markAt(marks, rest)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const markAt = (marks: readonly Mark[], at: number) => marks.find(({ rest }) => rest === at);

function RungHead({ rest, marks, isLast }: { rest: number; marks: Mark[]; isLast: boolean }) {
  const on = marks.filter(({ as }) => as === 'on').length;
  return (
    <>
      step {rest.toLocaleString('en')}
      <span className={classes.rungCount}>{isLast ? `${marks.length} came` : `${marks.length} came, ${on} went on`}</span>
    </>
  );
}

function RunLink({ run }: { run: SweepRunRow }) {
  return (
    <Link href={links.run(run.run)} title={runTitle(run)} className={classes.cell}>
      <StatusGlyph status={run.status} size={12} />#{run.number}
    </Link>
  );
}

function MarkCell({ mark }: { mark: Mark | undefined }) {
  if (mark === undefined) return <td />;
  const { sign, said } = markWords[mark.as];
  const value = Number(mark.value);
  return (
    <td className="number" data-mark={mark.as} title={said}>
      {mark.as === 'lost' && Number.isNaN(value) ? 'lost' : formatNumber(value)}
      <span aria-hidden className={classes.sign}>
        {sign}
      </span>
      <span className="visually-hidden">{said}</span>
    </td>
  );
}
