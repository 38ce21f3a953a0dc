import { Link } from 'wouter';
import type { SweepDetail, SweepRunRow } from '../../../shared/api/sweeps.ts';
import type { Standing } from '../../../shared/schedule-standing.ts';
import { formatNumber } from '../../charts/number-format.ts';
import { links } from '../../routes.tsx';
import { runTitle } from '../../ui/run-title.ts';
import { heldAt, type Member } from './lineage.ts';
import { markWords } from './mark-words.ts';
import classes from './sweeps.module.css';

/** A row a member, a column a generation: who held its place, with which params, and what it was worth at the end. */
export function PopulationTable({ detail, standing, members }: { detail: SweepDetail; standing: Standing; members: Member[] }) {
  const { rests } = standing;
  const keys = Object.keys(detail.plan.vary);
  const numbers = new Map(detail.runs.map(({ run, number }) => [run, number]));
  const hasVariants = Object.keys(detail.plan.variants).length > 1;
  return (
    <div className={classes.scroller}>
      <table className={classes.table}>
        <caption className="visually-hidden">Params and values of each member, generation by generation</caption>
        <thead>
          <tr>
            <th scope="col">member</th>
            {hasVariants && <th scope="col">variant</th>}
            {rests.map((rest) => (
              <th key={rest} scope="col">
                to step {rest.toLocaleString('en')}
                <span className={classes.rungCount}>{keys.map((key) => key.split('.').at(-1)).join(', ')}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member, row) => (
            <tr key={member.name}>
              <th scope="row" className={classes.runName}>
                {row + 1}
              </th>
              {hasVariants && <td>{member.variant}</td>}
              {rests.map((rest, at) => (
                <GenerationCell key={rest} member={member} rest={rest} begins={rests[at - 1] ?? 0} keys={keys} numbers={numbers} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Cell {
  member: Member;
  rest: number;
  begins: number;
  keys: string[];
  numbers: ReadonlyMap<string, number>;
}
function GenerationCell({ member, rest, begins, keys, numbers }: Cell) {
  const holder = heldAt(member, rest);
  const mark = holder?.standing.marks.find((one) => one.rest === rest);
  if (holder === null || mark === undefined) return <td />;
  const { run, standing } = holder;
  const { sign, said } = markWords[mark.as];
  const parent = standing.parent?.step === begins ? numbers.get(standing.parent.run) : undefined;
  return (
    <td data-mark={mark.as} title={said}>
      <RunLink run={run} /> {Number.isNaN(mark.value) ? 'lost' : formatNumber(mark.value)} <span aria-hidden>{sign}</span>
      <span className="visually-hidden">{said}</span>
      <span className={classes.rungCount}>
        {keys.map((key) => String(run.place[key])).join(', ')}
        {parent !== undefined && ` · from #${parent}`}
      </span>
    </td>
  );
}

function RunLink({ run }: { run: SweepRunRow }) {
  return (
    <Link href={links.run(run.run)} title={runTitle(run)} className={classes.cell}>
      #{run.number}
    </Link>
  );
}
