import { strings } from '../strings.ts';
import classes from './ui.module.css';

/** In the place of a whole page. */
export function PageWaiting() {
  return (
    <div className={classes.pageWaiting} aria-busy="true">
      <Waiting />
    </div>
  );
}

/** Stands where something will be as soon as it has come, so that loading does not look like emptiness. */
export function Waiting() {
  return (
    <span className={classes.waiting} role="status">
      {strings.loading}
    </span>
  );
}
