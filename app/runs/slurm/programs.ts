import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StudioError } from '../../../shared/errors.ts';
import type { Resources } from '../../../shared/placement.ts';

/** Node on the compute nodes: named, that of the checkout there, or the one that runs this studio. */
export function programOn({ node, checkout }: Resources): string {
  return node ?? (checkout === undefined ? process.execPath : posix.join(checkout, 'node_modules', 'node', 'bin', 'node'));
}

/** A source of app/ on the compute nodes: in the checkout there, `given`, or the one beside this. */
export function sourceOn({ checkout }: Resources, source: string, given: string | undefined): string {
  if (checkout !== undefined) return posix.join(checkout, 'app', source);
  return given ?? fileURLToPath(new URL(`../../${source}`, import.meta.url));
}

/** @throws StudioError invalid where a cluster elsewhere lacks what nobody can guess */
export function refuseIncomplete({ host, spool, checkout }: Resources): void {
  if (host === undefined || (spool !== undefined && checkout !== undefined)) return;
  const missing = spool === undefined ? 'a shared folder there for what jobs write' : 'the folder of Ganymede there';
  throw new StudioError('invalid', `The cluster on ${host} needs ${missing}: name it in a profile in Settings.`);
}
