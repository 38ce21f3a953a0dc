import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterReport } from '../../../shared/api/cluster.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Resources } from '../../../shared/placement.ts';
import { type Probed, probeFiles } from '../../spool/probe.ts';
import { CommandError } from './commands.ts';
import { programOn, sourceOn } from './programs.ts';
import { submission, submittedJob } from './sbatch.ts';
import { parseSqueue, squeueArgs } from './states.ts';
import type { Submitting } from './submit.ts';

const patience = 10 * 60_000;
const usual: Resources = { time: '10m', cpus: 1, memory: '2G' };
/** Certificates, caches and `make` mind more than this. */
const muchSkew = 60_000;

/** Hands a job to the queue that only looks around, and waits for what it says. @throws StudioError unavailable, with Slurm's words */
export async function probeCluster({ side, commands, store, jobs }: Submitting, asked: Resources): Promise<ClusterReport> {
  const folder = join(asked.spool ?? join(store.folder, 'spool'), `probe-${randomUUID()}`);
  const word = randomUUID();
  const resources = { ...usual, ...asked };
  const program = programOn(resources);
  const entry = sourceOn(resources, 'trainer/cluster-probe.ts', jobs.probe);
  const began = performance.now();
  await side.makeFolders(folder);
  try {
    await side.put(join(folder, probeFiles.word), word);
    const mine = await side.clockBeside(folder);
    const { args, script } = submission({
      ...{ resources, array: null, comment: 'ganymede:probe', name: 'gm-probe' },
      output: join(folder, probeFiles.log),
      command: [program, entry, folder],
    });
    const job = submittedJob(await commands.run('sbatch', args, script));
    const probed = await answerOf(job, folder);
    const skew = probed.clock.now - probed.clock.written - (mine.now - mine.written);
    const { word: said, clock: _, ...seen } = probed;
    const report = {
      ...seen,
      job,
      isShared: said === word,
      skewMilliseconds: Math.round(skew),
      waitedMilliseconds: performance.now() - began,
    };
    return { ...report, missing: missingOf(report, resources) };
  } catch (error) {
    if (error instanceof CommandError) throw new StudioError('unavailable', `Slurm refused the probe: ${error.message}`, { cause: error });
    throw error;
  } finally {
    await side.remove(folder).catch(() => {});
  }

  async function answerOf(job: string, place: string): Promise<Probed> {
    for (let state = ''; performance.now() - began < patience; ) {
      const text = await side.tail(join(place, probeFiles.report), 10_000_000);
      if (text !== null) return JSON.parse(text) as Probed;
      if (state !== '' && !/PENDING|CONFIGURING|RUNNING|COMPLETING/.test(state)) {
        const log = (await side.tail(join(place, probeFiles.log), 2000)) ?? '';
        const why = log.trim() === '' ? `its folder ${place} is not seen there, or Node can't begin` : log.trim().split('\n').at(-1);
        throw new StudioError('unavailable', `The probe, job ${job}, ended as ${state} without an answer: ${why}.`, { cause: log });
      }
      await pause(jobs.pace?.statusSoon ?? 5000);
      state = parseSqueue(await commands.run('squeue', squeueArgs)).find((one) => one.job === job)?.state ?? state;
    }
    await commands.run('scancel', [job]).catch(() => {});
    throw new StudioError(
      'unavailable',
      `The probe, job ${job}, waited for ten minutes and was taken back. Ask for less, or for another partition.`,
    );
  }
}

function missingOf(report: Omit<ClusterReport, 'missing'>, { gpus }: Resources): ClusterReport['missing'] {
  const missing: ClusterReport['missing'] = [];
  if (!report.isShared)
    missing.push({
      what: 'a shared folder',
      how: 'The compute node sees another folder than this machine; put the workspace on the file system that both share.',
    });
  if (Math.abs(report.skewMilliseconds) > muchSkew)
    missing.push({
      what: 'one time',
      how: `The node’s clock is ${Math.round(report.skewMilliseconds / 1000)} s off this machine’s; tell whoever keeps the cluster.`,
    });
  if (gpus !== undefined && gpus !== 0 && report.gpus.length === 0)
    missing.push({ what: 'a GPU', how: 'One was asked for, and no NVIDIA driver answers in the job: look at --gpus and the partition.' });
  if (Number(report.node.split('.')[0]) < 24)
    missing.push({ what: 'Node 24', how: `The node runs Node ${report.node}; name a newer one as "Node on the cluster" in the profile.` });
  for (const { name, available, sentence } of report.backends)
    if (!available && (name === 'wasm' || (name === 'cuda' && report.gpus.length > 0)))
      missing.push({ what: `backend ${name}`, how: sentence });
  return missing;
}
