import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunPart } from '../../importer.ts';
import { artifactsIn, type Wanted } from '../reading/artifacts.ts';
import { byText } from '../reading/walk.ts';

const mostBytes = 64 << 20;

/** log_image's names: 3.x joins with +, 2.x with %, in which case a letter stands before the uuid. A / of the key became ~ or #. */
const logged = /^(.+)([+%])step\2(-?\d+)\2timestamp\2\d+\2[\w-]+?(\2compressed)?\.(\w+)$/s;

/** Everything in a run's folder of artifacts: logged images as pictures at their steps, the rest as files. */
export function* artifactParts(
  folder: string,
  kept: Record<string, string>,
  where: Pick<Wanted, 'under' | 'keptUnder'> = { under: '' },
): Generator<RunPart> {
  if (!existsSync(folder)) return;
  if (lstatSync(folder).isSymbolicLink()) {
    yield { type: 'left-out', what: folder, why: 'It is a link, and is not followed.' };
    return;
  }
  yield* artifactsIn(folder, kept, {
    ...where,
    isLeftFile: (path) => path.startsWith('images/') && logged.test(path.slice('images/'.length)),
  });
  yield* loggedImages(join(folder, 'images'), kept, `${where.keptUnder ?? ''}images/`);
}

function* loggedImages(folder: string, kept: Record<string, string>, keptUnder: string): Generator<RunPart> {
  if (!existsSync(folder) || !lstatSync(folder).isDirectory()) return;
  for (const name of readdirSync(folder).sort(byText)) {
    const [, said, joint, step, isSmall, ending] = logged.exec(name) ?? [];
    // Beside each picture lies a small copy for MLflow's pages.
    if (said === undefined || isSmall !== undefined || ending === 'webp') continue;
    const file = join(folder, name);
    const found = lstatSync(file);
    const mark = `${found.size} ${found.mtimeMs}`;
    if (kept[`${keptUnder}${name}`] === mark) continue;
    kept[`${keptUnder}${name}`] = mark;
    if (!found.isFile()) yield { type: 'left-out', what: `file ${file}`, why: 'It is a link, and is not followed.' };
    else if (found.size > mostBytes) yield { type: 'left-out', what: `file ${file}`, why: `It is larger than ${mostBytes >> 20} MB.` };
    else {
      const probe = said.replaceAll(joint === '+' ? '~' : '#', '/');
      yield { type: 'pictures', probe, step: Number(step), files: [readFileSync(file)] };
    }
  }
}
