import { rmSync, statSync } from 'node:fs';

/** Deletes a file or folder under `root`; false where that can't be done now, or `root` is away. */
export function isRemoved(path: string, root: string): boolean {
  try {
    if (!statSync(root).isDirectory()) return false;
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
