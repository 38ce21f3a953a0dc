import type { DoctorReport } from '../../../shared/api/studio.ts';
import { nativeUse } from '../../../shared/api/native.ts';
import { deviceWords } from '../../../shared/device-words.ts';
import { type Command, misuse } from '../command.ts';
import { openDoor } from '../door.ts';
import { shortNumber, table } from '../output.ts';
import { doctorCluster } from './doctor-cluster.ts';
import { placementOf, placementOptions } from '../placement.ts';
import { install } from './doctor-install.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: '[--install native|cuda [--yes]] [--cluster]',
  purpose:
    'Tries every backend with a small real step, and says what this machine lacks and how to get it; with --cluster what a compute node has, by a job that looks around there.',
  operands: [],
  options: {
    install: { type: 'string', help: 'sets up libtorch: a torch that is there, else fetched by your own pip' },
    cluster: { type: 'boolean', help: 'asks a compute node of Slurm, by a probe job' },
    ...placementOptions,
    yes: { type: 'boolean', help: 'fetches without asking' },
  },
  async run(call) {
    const { workspace, output } = call;
    const wanted = call.text('install');
    const use = nativeUse.safeParse(wanted);
    if (wanted !== undefined && !use.success) throw misuse(doctor, `--install is "${wanted}"; it takes native or cuda`);
    const on = call.flag('cluster')
      ? placementOf(doctor, { ...call, text: (name) => (name === 'on' ? 'slurm' : call.text(name)) })
      : undefined;
    const door = await openDoor(workspace, output);
    try {
      if (call.flag('cluster')) return await doctorCluster(door, call, on);
      if (use.success) return await install(door, use.data, call);
      const report = await door.json<DoctorReport>('GET', '/api/doctor');
      output.result({ ...report }, describe(report));
      return 0;
    } finally {
      await door.close();
    }
  },
};

function describe({ version, node, platform, cpu, cores, memoryBytes, backends, missing }: DoctorReport): string {
  const rows = backends.map(({ name, available, device, milliseconds, error }) => [
    name,
    available ? 'yes' : 'no',
    milliseconds === null ? '–' : `${shortNumber(milliseconds)} ms`,
    error === null ? '–' : error.toExponential(1),
    device,
  ]);
  const devices = backends.flatMap((backend) => backend.devices.map(deviceWords));
  const remarks = backends.flatMap(({ name, available, sentence }) => (available && sentence !== '' ? [`${name}: ${sentence}`] : []));
  return [
    `Ganymede ${version}, Node ${node}, ${platform}`,
    `${cpu}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(1)} GiB\n`,
    table(['backend', 'here', 'a step', 'error', 'device'], rows),
    ...devices,
    ...remarks,
    missing.length === 0 ? 'Nothing is missing.' : missing.map(({ what, how }) => `Missing: ${what}. ${how}`).join('\n'),
  ].join('\n');
}
