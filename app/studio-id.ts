import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * What tells this studio from every other in one browser: cookies know no ports, and tunnels lead many machines' studios to one name.
 * It stays with the workspace, and differs where a workspace was copied to another machine.
 */
export function studioId(workspace: string): string {
  return createHash('sha256')
    .update(`${hostname()} ${kept(workspace)}`)
    .digest('hex')
    .slice(0, 16);
}

function kept(workspace: string): string {
  const file = join(workspace, 'studio.id');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const made = randomUUID();
    try {
      writeFileSync(file, made, { flag: 'wx' });
    } catch {
      // A workspace without a disk, or a full one: the next start is another studio to the browser.
    }
    return made;
  }
}
