import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { torchLibrary } from './library-check.ts';

/** What a libtorch is wanted for. */
export type TorchUse = 'native' | 'cuda';
export interface FoundTorch {
  /** Where libtorch_cpu lies. */
  folder: string;
  /** Null where nothing says which it is. */
  version: string | null;
}

/** Where fetched libraries are kept, and what `doctor --install` chose: one folder for all workspaces of a user. */
export function nativeFolder(): string {
  const { GANYMEDE_NATIVE, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (GANYMEDE_NATIVE) return GANYMEDE_NATIVE;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ganymede', 'native');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ganymede', 'native');
  return join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'ganymede', 'native');
}

/** `{ native: folder, cuda: folder }`, written by the installer. */
export const chosenFile = 'torch.json';

/** The torch that GANYMEDE_TORCH names, else the one that was installed or taken over for this use; null where there is neither. */
export function findTorch(use: TorchUse): FoundTorch | null {
  const named = process.env.GANYMEDE_TORCH;
  const folder = named ? libraryFolder(named) : chosen(use);
  return folder === null ? null : { folder, version: versionIn(folder) };
}

/** A package's folder, a site-packages folder or the library's own are all understood; a folder without the library stays what it is. */
export function libraryFolder(given: string): string {
  const candidates = [given, join(given, 'lib'), join(given, 'torch', 'lib')];
  return candidates.find((folder) => existsSync(join(folder, torchLibrary('cpu')))) ?? given;
}

/** From torch/version.py beside the libraries. */
export function versionIn(folder: string): string | null {
  try {
    return /^__version__ *= *'([^']+)'/m.exec(readFileSync(join(folder, '..', 'version.py'), 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}

export function isOldTorch(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 2 || (major === 2 && minor < 10);
}

function chosen(use: TorchUse): string | null {
  try {
    const folder: unknown = JSON.parse(readFileSync(join(nativeFolder(), chosenFile), 'utf8'))[use];
    return typeof folder === 'string' ? folder : null;
  } catch {
    return null;
  }
}
