import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../../shared/errors.ts';
import { type ElfFile, readElf } from './elf.ts';

/** The library and all that it asks for where it says they lie. @throws StudioError unavailable naming the file that is not whole */
export function checkWhole(path: string, seen = new Set<string>()): void {
  if (process.platform !== 'linux' || seen.has(path)) return;
  seen.add(path);
  const { needed, folders } = readWhole(path);
  const here = folders.map((folder) => folder.replaceAll(/\$ORIGIN|\$\{ORIGIN\}/g, dirname(path)));
  for (const name of needed) {
    const found = here.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
    if (found !== undefined) checkWhole(found, seen);
  }
}

/** The CUDA that a libtorch was built for: 12, 13; null for one that was built without. @throws StudioError unavailable where it is not whole */
export function cudaOf(folder: string): number | null {
  const library = join(folder, torchLibrary('cuda'));
  if (process.platform !== 'linux' || !existsSync(library)) return null;
  const runtime = readWhole(library).needed.find((name) => basename(name).startsWith('libcudart.so.'));
  return runtime === undefined ? null : Number(runtime.slice('libcudart.so.'.length));
}

function readWhole(path: string): ElfFile {
  const file = readElf(path);
  if (file.broken === null) return file;
  throw new StudioError(
    'unavailable',
    `${path} can't be used: ${file.broken}. Install torch again (ganymede doctor --install native), or name another by GANYMEDE_TORCH.`,
  );
}

export function torchLibrary(part: 'cpu' | 'cuda'): string {
  const [prefix, suffix] = process.platform === 'win32' ? ['', 'dll'] : ['lib', process.platform === 'darwin' ? 'dylib' : 'so'];
  return `${prefix}torch_${part}.${suffix}`;
}
