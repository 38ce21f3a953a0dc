import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { StudioError } from '../../shared/errors.ts';

/** Whoever fetches touches its mark this often; one that was not touched for much longer was left behind. */
const touchEvery = 15_000;
const leftAfter = 120_000;

/**
 * Only one studio of this user fetches a set at a time: a mark on the disk says which. Were two to slip past it, their bytes would not
 * have the sum they should, and be thrown away.
 * @throws StudioError conflict while another holds it
 */
export function hold(mark: string, title: string, now: () => number): () => void {
  clearLeft(mark, now());
  try {
    writeFileSync(mark, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    const { pid, host } = holderOf(mark);
    throw new StudioError('conflict', `${title} is being fetched already, by process ${pid} on ${host}. Wait for it, or cancel it there.`, {
      cause,
    });
  }
  const touching = setInterval(() => {
    try {
      utimesSync(mark, now() / 1000, now() / 1000);
    } catch {
      // Its folder was taken away; the fetching itself finds that out.
    }
  }, touchEvery);
  touching.unref();
  return () => {
    clearInterval(touching);
    rmSync(mark, { force: true });
  };
}

function clearLeft(mark: string, now: number): void {
  const found = statSync(mark, { throwIfNoEntry: false });
  if (found === undefined) return;
  const { pid, host } = holderOf(mark);
  const isGone = host === hostname() && typeof pid === 'number' && pid !== process.pid && !isAlive(pid);
  if (!isGone && now - found.mtimeMs < leftAfter) return;
  try {
    // By a rename, which only one of two can do.
    renameSync(mark, `${mark}.left`);
    rmSync(`${mark}.left`, { force: true });
  } catch {
    // The other one did.
  }
}

function holderOf(mark: string): { pid: unknown; host: unknown } {
  try {
    const { pid, host } = JSON.parse(readFileSync(mark, 'utf8')) as { pid: unknown; host: unknown };
    return { pid, host };
  } catch {
    return { pid: 'unknown', host: 'an unknown machine' };
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
