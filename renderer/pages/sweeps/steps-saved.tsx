import { savedShare, type Standing } from '../../../shared/schedule-standing.ts';
import classes from './sweeps.module.css';

/** What was trained of what training everything to its end would take; while runs train it grows. */
export function StepsSaved({ standing, isOver }: { standing: Standing; isOver: boolean }) {
  const { trained, whole } = standing;
  const share = savedShare(standing);
  const count = (steps: number) => steps.toLocaleString('en');
  return (
    <div className={classes.saved}>
      <div className={classes.savedBar} aria-hidden>
        <div style={{ width: `${Math.min(100, 100 * (1 - share))}%` }} />
      </div>
      <p>
        <strong>{count(trained)}</strong> of {count(whole)} steps trained
        {isOver && share > 0 && (
          <>
            : <strong>{Math.round(100 * share)} %</strong> were saved
          </>
        )}
      </p>
    </div>
  );
}
