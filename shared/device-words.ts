import type { BackendDevice } from './backend-choice.ts';
import type { Environment } from './run.ts';

/** `cuda:1 NVIDIA T400 · NVIDIA 580.65.06 · 2.0 GiB, 1.9 free`: what the driver told, and no more. */
export function deviceWords({ choice, name, driver, memoryBytes, freeBytes }: BackendDevice): string {
  const memory = memoryBytes === null ? null : `${gibibytes(memoryBytes)} GiB${freeBytes === null ? '' : `, ${gibibytes(freeBytes)} free`}`;
  return [`${choice} ${name}`, driver, memory].filter((part) => part !== null).join(' · ');
}

/** What a run was computed on: the device by its number where it has one, its driver and memory where they are known. */
export function computedOn({ backend, place, device, driver, deviceMemoryBytes }: Environment): string {
  const memory = deviceMemoryBytes === undefined ? undefined : `${gibibytes(deviceMemoryBytes)} GiB`;
  return [place ?? backend, device, driver, memory].filter((part) => part !== undefined && part !== '').join(' · ');
}

function gibibytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
