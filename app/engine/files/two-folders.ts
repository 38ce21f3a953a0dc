import { StudioError } from '../../../shared/errors.ts';
import type { Params } from '../../../shared/params.ts';
import type { DataFiles } from '../dataset.ts';

type Entries = DataFiles['entries'];

/** The files of two folders, with paths from each folder on. */
export interface TwoPlaces {
  first: Entries;
  second: Entries;
  names: [string, string];
  notes: string[];
}

/**
 * Two folders: the two that were named, or the two sub-folders of the first: `trainA` and `trainB`, `A` and `B`, or whichever two there are.
 * @throws StudioError 'invalid' where they can’t be told
 */
export function twoPlaces({ entries, also }: DataFiles, params: Params, secondParam: string): TwoPlaces {
  if (also !== undefined) return trained(entries, also, [lastName(params.path, 'A'), lastName(params[secondParam], 'B')], []);
  const folders = topFolders(entries);
  const names = chosen(folders);
  if (names === null) throw noTwoFolders(folders);
  const others = folders.filter((folder) => !names.includes(folder));
  const notes =
    others.length === 0
      ? []
      : [`The sub-folders ${names.join(' and ')} are read; ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} not.`];
  return trained(below(entries, names[0]), below(entries, names[1]), names, notes);
}

function trained(first: Entries, second: Entries, names: [string, string], notes: string[]): TwoPlaces {
  const [here, there] = [trainingPart(first), trainingPart(second)];
  return { first: here.entries, second: there.entries, names, notes: [...notes, ...new Set([...here.notes, ...there.notes])] };
}

/** Where all lies in `train`, `test` and `val`, what lies in `train`, with a note. */
export function trainingPart(entries: Entries): { entries: Entries; notes: string[] } {
  const folders = topFolders(entries);
  const isSplit = entries.every(({ path }) => /^(train|test|val|valid|validation)\//.test(path)) && folders.includes('train');
  if (!isSplit) return { entries, notes: [] };
  const others = folders.filter((folder) => folder !== 'train');
  return {
    entries: below(entries, 'train'),
    notes:
      others.length === 0
        ? []
        : [`What lies in train is read; ${others.join(' and ')} ${others.length === 1 ? 'is' : 'are'} left for you.`],
  };
}

function topFolders(entries: Entries): string[] {
  return [...new Set(entries.flatMap(({ path }) => (path.includes('/') ? [path.slice(0, path.indexOf('/'))] : [])))].sort();
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

/** Those under one top folder, with the rest of their paths. */
function below(entries: Entries, folder: string): Entries {
  return entries
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(({ path, read }) => ({ path: path.slice(folder.length + 1), read }));
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
