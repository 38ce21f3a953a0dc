import type { Params } from '../../../shared/params.ts';
import type { DataFiles } from '../dataset.ts';
import { decodePicture, type Picture } from './decode-picture.ts';
import { trainingPart, twoPlaces } from './two-folders.ts';

/** Two pictures of one thing, opened only when their turn comes. */
export interface Pair {
  name: string;
  read(): [Picture, Picture];
}

/** Files of the same name, whatever their ending; one without a partner is left out. */
export function partners(
  files: DataFiles,
  params: Params,
  secondParam: string,
  leave: (name: string, reason: string) => void,
): { pairs: Pair[]; notes: string[] } {
  const { first, second, names, notes } = twoPlaces(files, params, secondParam);
  const waiting = byName(second, (path, kept) => leave(`${path} in ${names[1]}`, `${kept} has the same name but for its ending`));
  const pairs: Pair[] = [];
  for (const [name, here] of byName(first, (path, kept) =>
    leave(`${path} in ${names[0]}`, `${kept} has the same name but for its ending`),
  )) {
    const there = waiting.get(name);
    waiting.delete(name);
    if (there === undefined) leave(`${here.path} in ${names[0]}`, `it has no partner in ${names[1]}`);
    else pairs.push({ name: here.path, read: () => alike(decoded(here, names[0]), decoded(there, names[1])) });
  }
  for (const { path } of waiting.values()) leave(`${path} in ${names[1]}`, `it has no partner in ${names[0]}`);
  return { pairs, notes };
}

function byName(entries: DataFiles['entries'], isSecond: (path: string, kept: string) => void): Map<string, DataFiles['entries'][number]> {
  const named = new Map<string, DataFiles['entries'][number]>();
  for (const entry of entries) {
    const name = entry.path.replace(/\.[^./]*$/, '');
    const kept = named.get(name);
    if (kept === undefined) named.set(name, entry);
    else isSecond(entry.path, kept.path);
  }
  return named;
}

function decoded({ read }: DataFiles['entries'][number], folder: string): Picture {
  try {
    return decodePicture(read());
  } catch (cause) {
    throw new Error(`in ${folder}, ${cause instanceof Error ? cause.message : 'it can’t be read'}`, { cause });
  }
}

/** The middle squares of two pictures show the same place only where both have the same proportions, to a pixel. */
function alike(first: Picture, second: Picture): [Picture, Picture] {
  const [a, b] = [first.width * second.height, second.width * first.height];
  const pixel = Math.max(first.width, first.height, second.width, second.height);
  if (Math.abs(a - b) <= pixel) return [first, second];
  throw new Error(`it is ${first.width} × ${first.height} and its partner ${second.width} × ${second.height}, of other proportions`);
}

/** Each picture is cut in the middle. */
export function halves(files: DataFiles): { pairs: Pair[]; notes: string[] } {
  const { entries, notes } = trainingPart(files.entries);
  const pairs = entries.map(({ path, read }): Pair => ({ name: path, read: () => cutInTwo(decodePicture(read())) }));
  const unseen = files.also === undefined ? [] : ['The second folder is not looked at: the layout is side by side.'];
  return { pairs, notes: [...notes, ...unseen] };
}

function cutInTwo({ width, height, pixels }: Picture): [Picture, Picture] {
  if (width % 2 !== 0) throw new Error(`it is ${width} pixels wide, which can’t be halved`);
  const half = width / 2;
  const part = (left: number): Picture => {
    const cut = new Uint8Array(half * height * 3);
    for (let row = 0; row < height; row += 1) {
      const start = (row * width + left) * 3;
      cut.set(pixels.subarray(start, start + half * 3), row * half * 3);
    }
    return { width: half, height, pixels: cut };
  };
  return [part(0), part(half)];
}
