import { StudioError } from '../../../shared/errors.ts';
import type { Params } from '../../../shared/params.ts';
import type { DataFiles, Decoders, Picture } from '../dataset.ts';
import { trainingPart, unwrapped } from './class-folders.ts';
import { withoutEnding } from './picture-by-name.ts';
import { twoFolders } from './two-folders.ts';

type Entry = DataFiles['entries'][number];

/** Two pictures of one thing, opened only when their turn comes; `side` is what a reduced one keeps, as in PictureWish. */
export interface Pair {
  name: string;
  read(picture: Decoders['picture'], side: number): Promise<[Picture, Picture]>;
}

/** Files of the same name, whatever their ending; one without a partner is left out. */
export function partners(
  files: DataFiles,
  params: Params,
  secondParam: string,
  leave: (name: string, reason: string) => void,
): { pairs: Pair[]; notes: string[] } {
  const { first, second, names, notes } = twoFolders(files, params, secondParam);
  const waiting = byName(second, (path, kept) => leave(`${path} in ${names[1]}`, `${kept} has the same name but for its ending`));
  const pairs: Pair[] = [];
  for (const [name, here] of byName(first, (path, kept) =>
    leave(`${path} in ${names[0]}`, `${kept} has the same name but for its ending`),
  )) {
    const there = waiting.get(name);
    waiting.delete(name);
    if (there === undefined) {
      leave(`${here.path} in ${names[0]}`, `it has no partner in ${names[1]}`);
      continue;
    }
    pairs.push({
      name: here.path,
      read: async (picture, side) => alike(await decoded(here, names[0], picture, side), await decoded(there, names[1], picture, side)),
    });
  }
  for (const { path } of waiting.values()) leave(`${path} in ${names[1]}`, `it has no partner in ${names[0]}`);
  return { pairs, notes };
}

/** One disk composes the letters of a name and another takes them apart: both are compared composed. */
function byName(entries: Entry[], isSecond: (path: string, kept: string) => void): Map<string, Entry> {
  const named = new Map<string, Entry>();
  for (const entry of entries) {
    const name = withoutEnding(entry.path).normalize('NFC');
    const kept = named.get(name);
    if (kept === undefined) named.set(name, entry);
    else isSecond(entry.path, kept.path);
  }
  return named;
}

async function decoded({ read }: Entry, folder: string, picture: Decoders['picture'], side: number): Promise<Picture> {
  try {
    return await picture(read(), { side });
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new Error(`in ${folder}, ${cause instanceof Error ? cause.message : 'it can’t be read'}`, { cause });
  }
}

/** The middle squares of two pictures show the same place only where both have the same proportions, to a pixel. */
function alike(first: Picture, second: Picture): [Picture, Picture] {
  const [here, there] = [first.whole, second.whole];
  const [a, b] = [here.width * there.height, there.width * here.height];
  const pixel = Math.max(here.width, here.height, there.width, there.height);
  if (Math.abs(a - b) <= pixel) return [first, second];
  throw new Error(`it is ${here.width} × ${here.height} and its partner ${there.width} × ${there.height}, of other proportions`);
}

/** Each picture is cut in the middle. */
export function halves(files: DataFiles): { pairs: Pair[]; notes: string[] } {
  const { entries, notes } = trainingPart(unwrapped(files.entries));
  const pairs = entries.map(
    ({ path, read }): Pair => ({ name: path, read: async (picture, side) => cutInTwo(await picture(read(), { side, parts: 2 })) }),
  );
  const unseen = files.also === undefined ? [] : ['The second folder is not looked at: the layout is side by side.'];
  return { pairs, notes: [...notes, ...unseen] };
}

function cutInTwo({ width, height, pixels, whole, frames }: Picture): [Picture, Picture] {
  if (whole.width % 2 !== 0) throw new Error(`it is ${whole.width} pixels wide, which can’t be halved`);
  const half = width / 2;
  const part = (left: number): Picture => {
    const cut = new Uint8Array(half * height * 3);
    for (let row = 0; row < height; row += 1) {
      const start = (row * width + left) * 3;
      cut.set(pixels.subarray(start, start + half * 3), row * half * 3);
    }
    return { width: half, height, pixels: cut, whole: { width: whole.width / 2, height: whole.height }, frames };
  };
  return [part(0), part(half)];
}
