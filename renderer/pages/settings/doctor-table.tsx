import { deviceWords } from '../../../shared/device-words.ts';
import { Button } from '@mantine/core';
import { formatNumber } from '../../charts/number-format.ts';
import { useDoctor } from '../../queries.ts';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import classes from './settings.module.css';

/** What this machine can train on, measured for real, and what it lacks. */
export function DoctorTable() {
  const { data, error, refetch, isFetching } = useDoctor();
  return (
    <section aria-labelledby="settings-doctor">
      <h2 id="settings-doctor" className="row">
        <span className="fill">
          Backends <span className="faint">each built, differentiated and compared with cpu</span>
        </span>
        <Button loading={isFetching} onClick={() => void refetch()}>
          Measure again
        </Button>
      </h2>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : null}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Backend</th>
            <th scope="col">Device</th>
            <th scope="col" className="number">
              Reference step
            </th>
            <th scope="col" className="number">
              Error against cpu
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.backends.map((backend) => (
            <tr key={backend.name} data-missing={!backend.available || undefined}>
              <td>
                <span aria-hidden="true" style={{ color: backend.available ? 'var(--good)' : 'var(--ink-faint)' }}>
                  {backend.available ? '●' : '○'}
                </span>{' '}
                {backend.name}
              </td>
              {backend.available ? (
                <>
                  <td>
                    {backend.device}
                    {backend.devices.map((device) => (
                      <div key={device.choice} className="soft">
                        {deviceWords(device)}
                      </div>
                    ))}
                    {backend.sentence !== '' && <div className="soft">{backend.sentence}</div>}
                  </td>
                  <td className="number">{backend.milliseconds === null ? '—' : formatDuration(backend.milliseconds)}</td>
                  <td className="number">{backend.error === null ? '—' : formatNumber(backend.error, 2)}</td>
                </>
              ) : (
                <td colSpan={3} className="soft">
                  {backend.sentence}
                </td>
              )}
            </tr>
          ))}
          {!data && !error && (
            <tr>
              <td colSpan={4} className="soft">
                Building and measuring a step on each backend; this takes some seconds…
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {data && data.missing.length > 0 && (
        <>
          <h3>Missing</h3>
          <dl className={classes.missing}>
            {data.missing.map(({ what, how }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd className="soft">{how}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {data && (
        <p className="soft">
          Ganymede {data.version} · Node {data.node} · {data.desktop ? `Electron ${data.desktop}` : 'in a browser'} · {data.platform} ·{' '}
          {data.cpu}, {data.cores} cores, {formatBytes(data.memoryBytes)}
        </p>
      )}
    </section>
  );
}
