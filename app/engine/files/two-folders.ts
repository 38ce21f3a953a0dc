import { StudioError } from '../../../shared/errors.ts';
import type { Params } from '../../../shared/params.ts';
import type { DataFiles } from '../dataset.ts';
import { below, topFolder, trainingPart, unwrapped } from './class-folders.ts';

type Entries = DataFiles['entries'];

/** The files of two folders, with paths from each folder on. */
export interface TwoFolders {
  first: Entries;
  second: Entries;
  names: [string, string];
  notes: string[];
}

/**
 * Two folders: the two that were named, or the two sub-folders of the first: `trainA` and `trainB`, `A` and `B`, or whichever two there are.
 * @throws StudioError 'invalid' where they can’t be told
 */
export function twoFolders({ entries: all, also }: DataFiles, params: Params, secondParam: string): TwoFolders {
  if (also !== undefined) return trained(all, also, [lastName(params.path, 'A'), lastName(params[secondParam], 'B')], []);
  const entries = unwrapped(all);
  const folders = topFolders(entries);
  const names = chosen(folders);
  if (names === null) throw noTwoFolders(folders.length > 0 ? folders : topFolders(all));
  const others = folders.filter((folder) => !names.includes(folder));
  const notes =
    others.length === 0
      ? []
      : [`The sub-folders ${names.join(' and ')} are read; ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} not.`];
  return trained(below(entries, names[0]), below(entries, names[1]), names, notes);
}

function trained(first: Entries, second: Entries, names: [string, string], notes: string[]): TwoFolders {
  const [here, there] = [trainingPart(first), trainingPart(second)];
  return { first: here.entries, second: there.entries, names, notes: [...notes, ...new Set([...here.notes, ...there.notes])] };
}

function topFolders(entries: Entries): string[] {
  return [...new Set(entries.flatMap(({ path }) => topFolder(path) ?? []))].sort();
}

function chosen(folders: string[]): [string, string] | null {
  const published: [string, string][] = [
    ['trainA', 'trainB'],
    ['A', 'B'],
  ];
  const found = published.find((pair) => pair.every((name) => folders.includes(name)));
  if (found !== undefined) return found;
  return folders.length === 2 ? [folders[0], folders[1]] : null;
}

function noTwoFolders(folders: string[]): StudioError {
  const found =
    folders.length === 0
      ? 'no sub-folder with pictures'
      : `${folders.length} sub-folder${folders.length === 1 ? '' : 's'} (${shortened(folders)})`;
  return new StudioError(
    'invalid',
    `There must be two folders, but the path holds ${found}. Name the second folder too, or pick a folder with exactly two.`,
  );
}

function shortened(names: string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : names.join(', ');
}

function lastName(path: Params[string] | undefined, otherwise: string): string {
  const name = String(path ?? '')
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .at(-1);
  return name ?? otherwise;
}
