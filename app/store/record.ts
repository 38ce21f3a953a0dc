import { assertNever } from '../../shared/assert-never.ts';
import type { PointsMeasurement } from '../../shared/measurement.ts';
import type { Connection } from './connection.ts';
import type { RecordedDistributions } from './distributions.ts';
import type { RecordedFindings } from './findings.ts';
import type { RunNumbers } from './run-numbers.ts';
import type { RecordedSamples } from './samples.ts';
import type { RecordedSeries } from './series.ts';
import type { LogTable, Store } from './store.ts';

interface Tables {
  numbers: RunNumbers;
  series: RecordedSeries;
  distributions: RecordedDistributions;
  samples: RecordedSamples;
  log: LogTable;
  findings: RecordedFindings;
}

export function openRecorder(connection: Connection, { numbers, series, distributions, samples, log, findings }: Tables): Store['record'] {
  return (run, { times, measurements, progress }) => {
    const number = numbers.of(run);
    const points: { measurement: PointsMeasurement; time: number }[] = [];
    try {
      const added = connection.write(() => {
        measurements.forEach((measurement, index) => {
          if (measurement.type === 'points') points.push({ measurement, time: times[index] });
          else if (measurement.type === 'distribution') distributions.add(number, measurement);
          else if (measurement.type === 'sample') samples.add(number, measurement);
          else if (measurement.type === 'note') log.add(run, { ...measurement, time: times[index] });
          else if (measurement.type === 'finding') findings.put(number, [measurement], times[index]);
          else assertNever(measurement);
        });
        connection
          .sql('UPDATE run SET step = ?, steps_per_second = ?, trained_for = ? WHERE number = ?')
          .run(progress.step, progress.stepsPerSecond, progress.trainedFor, number);
        return series.add(number, points);
      });
      added.commit();
    } catch (error) {
      series.rollBack(number);
      throw error;
    }
  };
}
