import type { Album } from '../dataset.ts';
import { fromBytes, type StoredPictures } from './stored-pictures.ts';

/** Pictures of an album, of which none lies in memory. */
export function albumPictures(album: Album, { size, channels }: { size: number; channels: 1 | 3 }): StoredPictures {
  const bytes = new Uint8Array(size * size * channels);
  return {
    ...{ count: album.count, width: size, height: size, channels },
    read(index, into) {
      album.read(index, bytes);
      fromBytes(bytes, into);
    },
    has: album.has,
    expect: album.expect,
  };
}

/** Of those that were found broken in an earlier training. */
export function brokenNote(album: Album): string[] {
  const broken = album.broken();
  if (broken.length === 0) return [];
  if (broken.length === 1) return [`${broken[0]} can’t be read; the picture after it takes its place.`];
  return [`${broken.length} pictures can’t be read, such as ${broken[0]}; the next after each takes its place.`];
}
