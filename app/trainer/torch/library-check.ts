import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../../shared/errors.ts';
import { readElf } from './elf.ts';

/** The library and all that it asks for where it says they lie. @throws StudioError unavailable naming the file that is not whole */
export function checkWhole(path: string, seen = new Set<string>()): void {
  if (process.platform !== 'linux' || seen.has(path)) return;
  seen.add(path);
  const { broken, needed, folders } = readElf(path);
  if (broken !== null) {
    throw new StudioError(
      'unavailable',
      `${path} can't be used: ${broken}. Install torch again (ganymede doctor --install native), or name another by GANYMEDE_TORCH.`,
    );
  }
  const here = [...folders.map((folder) => folder.replaceAll(/\$ORIGIN|\$\{ORIGIN\}/g, dirname(path)))];
  for (const name of needed) {
    const found = here.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    if (found !== undefined) checkWhole(found, seen);
  }
}

/** The CUDA that a libtorch was built for: 12, 13; null for one that was built without. */
export function cudaOf(folder: string): number | null {
  const library = join(folder, torchLibrary('cuda'));
  if (!existsSync(library)) return null;
  const runtime = readElf(library).needed.find((name) => basename(name).startsWith('libcudart.so.'));
  return runtime === undefined ? null : Number(runtime.slice('libcudart.so.'.length));
}

export function torchLibrary(part: 'cpu' | 'cuda'): string {
  const [prefix, suffix] = process.platform === 'win32' ? ['', 'dll'] : ['lib', process.platform === 'darwin' ? 'dylib' : 'so'];
  return `${prefix}torch_${part}.${suffix}`;
}
