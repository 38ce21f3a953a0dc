import { useTracking } from '../../queries.ts';
import classes from './settings.module.css';

/** Where scripts log to, as Python writes it; or why they can't. */
export function TrackingLine() {
  const { data } = useTracking();
  if (data === undefined) return null;
  if (data === null) return <ServedLine />;
  if (data.address === null) return <p className="soft">{data.sentence}</p>;
  return <code className={classes.code}>mlflow.set_tracking_uri("{data.address}")</code>;
}

/** Behind `serve` scripts log to where the page itself came from. */
function ServedLine() {
  return (
    <>
      <p className="soft">
        Live from Python: scripts log to this studio’s own address by MLflow’s client, with its token (the one in the address that was
        printed) in MLFLOW_TRACKING_TOKEN.
      </p>
      <code className={classes.code}>mlflow.set_tracking_uri("{window.location.origin}")</code>
    </>
  );
}
