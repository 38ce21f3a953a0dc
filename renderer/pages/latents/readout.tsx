import { formatDuration } from '../../ui/format.ts';
import { useRates } from './rate.ts';
import classes from './latents.module.css';

/** How quick it is, measured from the wish to the screen. */
export function Readout() {
  const { latency, perSecond, generating } = useRates();
  return (
    <div className={classes.readout} data-latency={latency ?? undefined} data-per-second={perSecond}>
      <span>{latency === null ? '—' : formatDuration(latency)} from the slider to the screen</span>
      <span>{perSecond} pictures a second</span>
      <span>{generating === null || Number.isNaN(generating) ? '—' : formatDuration(generating)} a picture in the trainer</span>
      <span className="faint">← → one frame, with Shift ten, Space plays</span>
    </div>
  );
}
