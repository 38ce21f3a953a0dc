import { lstatSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LeftOut, RunPart } from '../../importer.ts';
import { walk } from './walk.ts';

const mostFiles = 2000;
/** Parts of so many bytes are followed by a position: a run that goes on is stored only with one. */
const bytesAtOnce = 4 << 20;

export interface Wanted {
  /** Where they are to stand: before each path, with a / at its end, or nothing. */
  under: string;
  /** Stands before their paths in `kept`, where several folders share it. */
  keptUnder?: string;
  isLeftFolder?(name: string): boolean;
  isLeftFile?(path: string): boolean;
}

/** Files that lie in a run's own folder, as artifacts; those that `kept` has with the same size and time are not given again. Links are not followed. */
export function* artifactsIn(
  folder: string,
  kept: Record<string, string>,
  { under, keptUnder = '', isLeftFolder, isLeftFile }: Wanted,
): Generator<RunPart> {
  const leftOut: LeftOut[] = [];
  let count = 0;
  for (const { path, files } of walk(folder, leftOut, { isLeft: isLeftFolder, links: 'leave' })) {
    for (const name of files) {
      const file = join(path, name);
      const local = relative(folder, file).replaceAll('\\', '/');
      if (isLeftFile?.(local)) continue;
      const found = lstatSync(file, { throwIfNoEntry: false });
      const mark = found === undefined ? '' : `${found.size} ${found.mtimeMs}`;
      if (found === undefined || kept[`${keptUnder}${local}`] === mark) continue;
      count += 1;
      if (count > mostFiles) {
        yield { type: 'left-out', what: `more files in ${folder}`, why: `There are more than ${mostFiles}.` };
        return;
      }
      kept[`${keptUnder}${local}`] = mark;
      yield { type: 'artifact', path: `${under}${local}`, content: { file } };
    }
  }
  yield* leftOut.map((one): RunPart => ({ type: 'left-out', ...one }));
}

/** Files and pictures of a run's own folder, with its position in between. */
export function* withPositions(parts: Iterable<RunPart>, position: () => RunPart): Generator<RunPart> {
  let bytes = 0;
  for (const part of parts) {
    yield part;
    bytes += weightOf(part);
    if (bytes < bytesAtOnce) continue;
    bytes = 0;
    yield position();
  }
}

/** Small files travel in memory, and pictures are decoded. */
function weightOf(part: RunPart): number {
  return part.type === 'pictures' ? 20 * part.files.reduce((total, { length }) => total + length, 0) : 64 * 1024;
}
