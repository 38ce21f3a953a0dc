import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { keptFiles, type Published } from '../../shared/published.ts';

/** Where the sets lie that the studio fetched, for all workspaces of a user. */
export function dataFolder(): string {
  return process.env.GANYMEDE_DATA || join(homedir(), 'ganymede-data');
}

/** The folder of a set. It is made in one move, or mended where it stands, when all of the set is there and was found right. */
export function setFolder(name: string): string {
  return join(dataFolder(), name);
}

/** Whether every file that is kept of a set lies in its folder, as long as it should be. */
export function isWhole(folder: string, published: Published): boolean {
  return keptFiles(published).every(({ name, bytes }) => statSync(join(folder, name), { throwIfNoEntry: false })?.size === bytes);
}
