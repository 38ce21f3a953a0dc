import type { DoctorReport } from '../../../shared/api/studio.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';
import { shortNumber, table } from '../output.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  purpose: 'Tries every backend with a small real step, and says what this machine lacks and how to get it.',
  operands: [],
  options: {},
  async run({ workspace, output }) {
    const door = await openDoor(workspace, output);
    try {
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
  return [
    `Ganymede ${version}, Node ${node}, ${platform}`,
    `${cpu}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(1)} GiB\n`,
    table(['backend', 'here', 'a step', 'error', 'device'], rows),
    missing.length === 0 ? 'Nothing is missing.' : missing.map(({ what, how }) => `Missing: ${what}. ${how}`).join('\n'),
  ].join('\n');
}
