import { readFileSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { cpus, hostname, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Probed, probeFiles } from '../spool/probe.ts';
import { listGpus } from './gpus.ts';
import { givenTo, jobTrainer } from './job-trainer.ts';

/** A job that only looks around: `cluster-probe.ts FOLDER` says there what its node has. */
const folder = process.argv[2];
const { cores, memoryBytes } = givenTo(process.env);
const probed: Probed = {
  word: readFileSync(join(folder, probeFiles.word), 'utf8'),
  clock: clockBeside(folder),
  host: hostname(),
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cores ?? cpus().length,
  memoryBytes: memoryBytes ?? totalmem(),
  gpus: await listGpus(),
  scratch: scratch(),
  backends: await jobTrainer('probe', process.env).backends(),
};
const report = join(folder, probeFiles.report);
writeFileSync(`${report}.tmp`, JSON.stringify(probed));
renameSync(`${report}.tmp`, report);
process.exit(0);

function clockBeside(place: string): Probed['clock'] {
  const file = join(place, `clock.${process.pid}`);
  writeFileSync(file, '');
  const now = Date.now();
  const written = statSync(file).mtimeMs;
  rmSync(file);
  return { now, written };
}

function scratch(): Probed['scratch'] {
  const place = process.env.SLURM_TMPDIR ?? process.env.TMPDIR ?? tmpdir();
  try {
    const { bavail, bsize } = statfsSync(place);
    return { folder: place, freeBytes: bavail * bsize };
  } catch {
    return null;
  }
}
