import { type BackendChoice, type BackendDevice, backendNames } from '../../shared/backend-choice.ts';
import { useKnownDoctor, useWorkspace } from '../queries.ts';
import { formatBytes } from './format.ts';

/** What a select of backends offers: each backend, and each device of those that have several. `chosen` is always among them. */
export function useBackendOptions(chosen: BackendChoice | undefined): { value: string; label: string }[] {
  const { data: workspace } = useWorkspace();
  const { data: doctor } = useKnownDoctor();
  const measured = doctor?.backends.flatMap(({ devices }) => (devices.length > 1 ? devices : [])) ?? [];
  const gpus = workspace?.gpus ?? [];
  const told = gpus.length > 1 ? gpus.map((gpu): BackendDevice => ({ ...gpu, choice: `cuda:${gpu.index}` })) : [];
  const devices = [...measured, ...told.filter(({ choice }) => !measured.some((device) => device.choice === choice))];
  const options = [
    ...['auto', ...backendNames].map((name) => ({ value: name, label: name })),
    ...devices.map(({ choice, name, memoryBytes }) => ({ value: choice as string, label: `${choice} — ${sized(name, memoryBytes)}` })),
  ];
  if (chosen !== undefined && !options.some(({ value }) => value === chosen)) options.push({ value: chosen, label: chosen });
  return options;
}

function sized(name: string, bytes: number | null): string {
  return bytes === null ? name : `${name}, ${formatBytes(bytes)}`;
}
