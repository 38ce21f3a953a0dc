import { useTracking } from '../../queries.ts';
import classes from './settings.module.css';

/** Where scripts log to, as Python writes it; or why they can't. */
export function TrackingLine() {
  const { data } = useTracking();
  if (data === undefined) return null;
  if (data === null) return <p className="soft">This studio was opened for one command and opens no port.</p>;
  if (data.address === null) return <p className="soft">{data.sentence}</p>;
  return <code className={classes.code}>mlflow.set_tracking_uri("{data.address}")</code>;
}
