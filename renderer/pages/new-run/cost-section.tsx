import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Description } from '../../../shared/trainer-protocol.ts';
import { formatStep } from '../../charts/number-format.ts';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import type { Cost } from './use-cost.ts';
import classes from './new-run.module.css';

/** Time and memory that a config takes, by measurement, beside what the device has. */
export function CostSection({ cost, steps }: { cost: Cost; steps: number }) {
  const { description, isOld, isMeasuring, error, elsewhere } = cost;
  const rows = elsewhere.filter((row) => row.backend !== description?.backend);
  return (
    <section>
      <h2>Cost</h2>
      <dl className={classes.cost} data-old={isOld || undefined}>
        <div>
          <dt>a step</dt>
          <dd>{description ? formatDuration(description.millisecondsPerStep) : '—'}</dd>
        </div>
        <div>
          <dt>{Number.isFinite(steps) ? `${formatStep(steps)} steps` : 'all steps'}</dt>
          <dd>{description ? formatDuration(description.millisecondsPerStep * steps) : '—'}</dd>
        </div>
        <div>
          <dt>memory</dt>
          <dd title="All tensors at the height of a step: weights, activations, gradients and the batch.">
            {description ? formatBytes(description.peakBytes) : '—'}
          </dd>
        </div>
        <div>
          <dt>backend</dt>
          <dd>{description?.backend ?? '—'}</dd>
        </div>
      </dl>
      {description && <MemoryNote description={description} />}
      {rows.length > 0 && (
        <table className={classes.elsewhere}>
          <tbody>
            {rows.map((row) => (
              <tr key={row.backend}>
                <th scope="row">{row.backend}</th>
                {row.description ? (
                  <>
                    <td className="number">{formatDuration(row.description.millisecondsPerStep)} a step</td>
                    <td className="number">{formatBytes(row.description.peakBytes)}</td>
                  </>
                ) : (
                  <td colSpan={2} className="soft">
                    {row.sentence}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row">
        <p className={`${classes.costNote} fill`} role="status">
          {isMeasuring ? <MeasuringWords cost={cost} /> : costWords(description)}
        </p>
        {isMeasuring ? (
          <Button onClick={cost.stop}>Stop measuring</Button>
        ) : (
          description && elsewhere.length === 0 && <Button onClick={cost.measureEverywhere}>Measure on each backend</Button>
        )}
      </div>
      {error && !isMeasuring ? <ProblemNote error={error} again={cost.again} /> : null}
    </section>
  );
}

function MemoryNote({ description: { peakBytes, deviceBytes } }: { description: Description }) {
  if (deviceBytes === null) return null;
  const { whole, free } = deviceBytes;
  const fits = peakBytes < free;
  return (
    <p className={classes.costNote} style={fits ? undefined : { color: 'var(--warn)' }}>
      {fits
        ? `Of ${formatBytes(whole)} there ${formatBytes(free)} are free.`
        : `That is more than the ${formatBytes(free)} that are free of ${formatBytes(whole)}; a smaller batch or network fits.`}
    </p>
  );
}

/** The first steps of a large network take long enough to be counted in seconds. */
function MeasuringWords({ cost: { progress } }: { cost: Cost }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const since = seconds < 2 ? '' : `, ${seconds} s so far`;
  if (progress === null) return `Measuring a few real steps${since}…`;
  return `Measuring on ${progress.backend}: step ${progress.steps + 1} of at most ${progress.of}${since}…`;
}

function costWords(description: Description | undefined): string {
  if (description === undefined) return 'Measured by a few real steps once the config is valid.';
  return description.measured ? 'Measured by a few real steps, without metrics and samples.' : 'Estimated.';
}
