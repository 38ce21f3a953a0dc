import type { SweepDetail } from '../../../shared/api/sweeps.ts';
import type { Standing } from '../../../shared/schedule-standing.ts';
import type { SchedulePlan } from '../../../shared/schedules/index.ts';
import { LineagePicture } from './lineage-picture.tsx';
import { membersOf } from './lineage.ts';
import { PopulationTable } from './population-table.tsx';
import { RungsTable } from './rungs-table.tsx';
import { StepsSaved } from './steps-saved.tsx';
import classes from './sweeps.module.css';

type Asked = Exclude<SchedulePlan, { kind: 'none' }>;

/** A sweep whose runs are not all trained to their end: who came how far. */
export function ScheduleView({ detail, standing }: { detail: SweepDetail; standing: Standing }) {
  const { sweep, plan } = detail;
  if (plan.schedule.kind === 'none') return null;
  const lost = detail.runs.filter(({ status }) => status === 'failed').length;
  const interrupted = detail.runs.filter(({ status }) => status === 'interrupted').length;
  return (
    <>
      <p className={classes.rule}>{ruleOf(plan.schedule)}</p>
      {sweep.isHeld && <p className={classes.rule}>It was stopped: nobody goes on until it is resumed.</p>}
      {interrupted > 0 && !sweep.isHeld && (
        <p className={classes.rule}>
          {interrupted} {interrupted === 1 ? 'run was' : 'runs were'} interrupted; resume the sweep to have{' '}
          {interrupted === 1 ? 'it' : 'them'} go on.
        </p>
      )}
      {lost > 0 && (
        <p className={classes.rule}>
          {lost} failed, and {lost === 1 ? 'counts' : 'count'} as lost.
        </p>
      )}
      <StepsSaved standing={standing} isOver={sweep.isOver} />
      {plan.schedule.kind === 'pbt' ? (
        <Population detail={detail} standing={standing} better={plan.schedule.better ?? 'lower'} />
      ) : (
        <RungsTable detail={detail} standing={standing} />
      )}
    </>
  );
}

function Population({ detail, standing, better }: { detail: SweepDetail; standing: Standing; better: 'lower' | 'higher' }) {
  const members = membersOf(detail.runs, standing);
  return (
    <>
      <LineagePicture members={members} standing={standing} better={better} />
      <PopulationTable detail={detail} standing={standing} members={members} />
    </>
  );
}

function ruleOf(asked: Asked): string {
  const side = asked.better === 'higher' ? 'higher' : 'lower';
  if (asked.kind === 'pbt') {
    const percent = Math.round(100 * asked.quantile);
    return `Population-based training: after every ${asked.interval} steps the worst ${percent} % by ${asked.metric} (${side} is better) are replaced by forks of the best ${percent} %, with changed params.`;
  }
  return `Successive halving (ASHA): of those that have come to a rung, one in ${asked.eta} goes on, by ${asked.metric} (${side} is better).`;
}
