import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StudioError } from '../../shared/errors.ts';

/** @throws StudioError conflict */
export function refuseThere(path: string): void {
  if (existsSync(path)) throw new StudioError('conflict', `${path} is there already; take another name, or change that file.`);
}

/** @throws StudioError conflict where there is such a file, unavailable where the folder takes none */
export function writeNew(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    refuseThere(path);
    throw new StudioError('unavailable', `${path} could not be written: ${(cause as Error).message}.`, { cause });
  }
}

/** How an editor checks the files: by the declarations beside them, without anything of a browser. */
const project = {
  compilerOptions: {
    target: 'ES2024',
    module: 'ESNext',
    moduleResolution: 'bundler',
    lib: ['ES2024'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    erasableSyntaxOnly: true,
    allowJs: true,
  },
};

/** The declarations, where they are not those of this Ganymede yet, and a project for the editor, where there is none. A folder that takes no file goes without. */
export function writeTypes(folder: string, types: string): void {
  try {
    const file = join(folder, 'ganymede.d.ts');
    if (!existsSync(file) || readFileSync(file, 'utf8') !== types) writeFileSync(file, types);
    if (!existsSync(join(folder, 'tsconfig.json'))) writeFileSync(join(folder, 'tsconfig.json'), `${JSON.stringify(project, null, 2)}\n`);
  } catch {
    // An editor then knows nothing of 'ganymede'; all else works.
  }
}
