import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openCheckpoints, type RecordedCheckpoints } from './checkpoints.ts';
import { openConnection, type Connection } from './connection.ts';
import { explain } from './explain.ts';
import { openFindings, type RecordedFindings } from './findings.ts';
import { openDistributions, type RecordedDistributions } from './distributions.ts';
import { lockWorkspace } from './lock.ts';
import { openImports } from './imports.ts';
import { openJobs } from './jobs.ts';
import { openLog } from './log.ts';
import { networkOf, networkSentence } from './network-folder.ts';
import { openNotices } from './notices.ts';
import { openObjects } from './objects.ts';
import { openRecorder } from './record.ts';
import { openRunNumbers } from './run-numbers.ts';
import { openRunTable } from './runs.ts';
import { openSamples, type RecordedSamples } from './samples.ts';
import { openSeries, type RecordedSeries } from './series.ts';
import { openSettings } from './settings.ts';
import type { OpenStore, SeriesTable, Store } from './store.ts';
import { takeIn } from './take-in.ts';
import { openSweeps } from './sweeps.ts';
import { openTracking } from './tracking.ts';
import { openViews } from './views.ts';

/** Takes the lock, brings the workspace to this version, and takes in what a kill left behind. */
export const openStore: OpenStore = ({ folder, now }) => {
  if (folder === ':memory:') return assembleStore(openConnection({ folder, file: ':memory:', now }), () => {});
  const place = resolve(folder);
  const unlock = takeFolder(place, now);
  let connection: Connection | undefined;
  try {
    const network = networkOf(place);
    connection = openConnection({ folder: place, file: join(place, 'studio.db'), now, isOnNetwork: network !== null });
    const store = assembleStore(connection, unlock);
    if (network !== null) store.notices.set('network-folder', networkSentence(place, network));
    return store;
  } catch (error) {
    connection?.close();
    unlock();
    throw explain(error, place);
  }
};

function takeFolder(folder: string, now: () => number): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    return lockWorkspace(folder, now);
  } catch (error) {
    throw explain(error, folder);
  }
}

/** The tables over one connection; what a store closes at the end is `release`d after it. */
export function assembleStore(connection: Connection, release: () => void): Store {
  const numbers = openRunNumbers(connection);
  const series = openSeries(connection, numbers);
  const distributions = openDistributions(connection, numbers);
  const objects = openObjects(connection);
  const samples = openSamples(connection, numbers, objects);
  const checkpoints = openCheckpoints(connection, numbers);
  const log = openLog(connection, numbers);
  const findings = openFindings(connection, numbers);
  const jobs = openJobs(connection, numbers);
  const runs = openRunTable(connection, { numbers, checkpoints, objects, forgetSeries: series.forget });
  const imports = openImports(connection, { numbers, series, distributions, samples, objects, log, findings });
  while (imports.drop());
  const notices = openNotices();
  const look = () => takeIn({ connection, root: checkpoints.root, log, notices });
  look();
  const lineage = openLineage(connection, numbers.of, { series, distributions, samples, checkpoints, findings });

  return {
    folder: connection.folder,
    runs,
    series: { ...series, ...lineage },
    distributions,
    samples,
    checkpoints,
    findings,
    log,
    settings: openSettings(connection),
    sweeps: openSweeps(connection, numbers),
    jobs,
    views: openViews(connection),
    objects,
    imports,
    tracking: openTracking(connection, { numbers, series }),
    notices,
    look,
    isThere: connection.isThere,
    record: openRecorder(connection, { numbers, series, distributions, samples, log, findings }),
    together(work, what) {
      try {
        return connection.write(work, { durable: what === undefined });
      } catch (error) {
        series.forgetAll();
        numbers.forgetAll();
        jobs.forgetAll();
        throw error;
      }
    },
    tidy: series.tidy,
    bytes: () => Number(connection.pragma('page_count')) * Number(connection.pragma('page_size')) + objects.bytes() + checkpoints.bytes(),
    close() {
      checkpoints.close();
      connection.close();
      release();
    },
  };
}

interface Recorded {
  series: RecordedSeries;
  distributions: RecordedDistributions;
  samples: RecordedSamples;
  checkpoints: RecordedCheckpoints;
  findings: RecordedFindings;
}

/** What a resume and a fork do to everything recorded, in one transaction. */
function openLineage(
  connection: Connection,
  numberOf: (run: string) => number,
  recorded: Recorded,
): Pick<SeriesTable, 'truncate' | 'copy'> {
  const { series, distributions, samples, checkpoints, findings } = recorded;
  function change<Result>(run: number, work: () => Result): Result {
    try {
      return connection.write(work, { durable: true });
    } catch (error) {
      series.rollBack(run);
      throw error;
    }
  }
  return {
    truncate(run, step) {
      const number = numberOf(run);
      change(number, () => {
        series.cutAfter(number, step);
        distributions.cutAfter(number, step);
        samples.cutAfter(number, step);
        findings.cutAfter(number, step);
        checkpoints.pin(number, step);
        checkpoints.cutAfter(number, step);
      });
    },
    copy(from, to, step) {
      const source = numberOf(from);
      const target = numberOf(to);
      change(target, () => {
        series.copyUpTo(source, target, step);
        distributions.copyUpTo(source, target, step);
        samples.copyUpTo(source, target, step);
        checkpoints.pin(source, step);
      });
    },
  };
}
