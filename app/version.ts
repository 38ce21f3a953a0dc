import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `0.1.0`, or from a checkout `0.1.0+3f2a91c4d5e6`: what is recorded with every run as the code that made it. */
export function readVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const commit = readCommit(join(root, '.git'));
  return commit === null ? version : `${version}+${commit.slice(0, 12)}`;
}

/** The commit that HEAD names, read without running git; null outside of a checkout. */
function readCommit(git: string): string | null {
  const head = readText(join(git, 'HEAD'))?.trim();
  if (head === undefined) return null;
  const branch = /^ref: (.+)$/.exec(head)?.[1];
  if (branch === undefined) return /^[0-9a-f]{40}$/.test(head) ? head : null;
  const loose = readText(join(git, branch))?.trim();
  if (loose !== undefined) return loose;
  const packed = readText(join(git, 'packed-refs')) ?? '';
  return (
    packed
      .split('\n')
      .find((line) => line.endsWith(` ${branch}`))
      ?.slice(0, 40) ?? null
  );
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
