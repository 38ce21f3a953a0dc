import type { ClusterReport } from '../../../shared/api/cluster.ts';
import { deviceWords } from '../../../shared/device-words.ts';
import type { Placement } from '../../../shared/placement.ts';
import type { Call } from '../command.ts';
import type { Door } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { shortNumber, table } from '../output.ts';

/** What a compute node has, said by a job that looks around there. */
export async function doctorCluster(door: Door, { output }: Call, on: Placement | undefined): Promise<number> {
  output.say('Handing a probe to Slurm, and waiting for what it says …');
  const report = await door.json<ClusterReport>('POST', '/api/cluster/doctor', { profile: on?.profile, resources: on?.resources });
  output.result({ ...report }, describe(report));
  return exitCodes.done;
}

function describe(report: ClusterReport): string {
  const { job, host, node, platform, cpu, cores, memoryBytes, backends, gpus, scratch, isShared, skewMilliseconds, missing } = report;
  const rows = backends.map(({ name, available, milliseconds, device }) => [
    name,
    available ? 'yes' : 'no',
    milliseconds === null ? '–' : `${shortNumber(milliseconds)} ms`,
    device,
  ]);
  return [
    `Job ${job} on ${host}: Node ${node}, ${platform}; waited and looked for ${(report.waitedMilliseconds / 1000).toFixed(0)} s`,
    `${cpu}, ${cores} cores and ${(memoryBytes / 2 ** 30).toFixed(1)} GiB for the job\n`,
    table(['backend', 'there', 'a step', 'device'], rows),
    gpus.length === 0
      ? 'No NVIDIA GPU.'
      : gpus.map(({ name, driver, memoryBytes: bytes }) => `${name}, ${driver}, ${(bytes / 2 ** 30).toFixed(0)} GiB`).join('\n'),
    ...backends.flatMap((backend) => backend.devices.map(deviceWords)),
    scratch === null ? 'No scratch.' : `Scratch ${scratch.folder}: ${(scratch.freeBytes / 2 ** 30).toFixed(0)} GiB free`,
    `The shared folder is ${isShared ? 'the same' : 'another one'}; the node’s clock is ${(skewMilliseconds / 1000).toFixed(1)} s off this machine’s.`,
    missing.length === 0 ? 'Nothing is missing.' : missing.map(({ what, how }) => `Missing: ${what}. ${how}`).join('\n'),
  ].join('\n');
}
