import { resolve } from 'node:path';
import { servingOf } from '../serve.ts';
import { folderAssets } from '../folder-assets.ts';
import { launchNode } from '../runs/launch-node.ts';
import { openStudio, type Studio } from '../studio.ts';
import { printPdf } from '../print-pdf.ts';
import { readVersion } from '../version.ts';
import { askServed } from './ask-served.ts';
import { openAsker, type Asker } from './asker.ts';
import { noticeTeller } from './notices.ts';
import type { Output } from './output.ts';

/** One that is gone refuses at once; one that is busy may take a while. */
const patience = 15_000;
const root = resolve(import.meta.dirname, '..', '..');

/** Where a command asks: the studio that already serves the workspace, else one opened for the command alone. */
export interface Door extends Asker {
  /** Closes a studio of one's own, its trainers stopped with a checkpoint; one that serves stays. */
  close(): Promise<void>;
}

/**
 * What the workspace's user should know of it is said first.
 * @throws StudioError workspace-locked where another studio holds the workspace and does not serve
 */
export async function openDoor(workspace: string, output: Pick<Output, 'say' | 'event'>): Promise<Door> {
  const door = await doorTo(workspace);
  // Where even that can't be asked, the command itself says why.
  await noticeTeller(door, output)().catch(() => undefined);
  return door;
}

async function doorTo(workspace: string): Promise<Door> {
  const serving = servingOf(workspace);
  if (serving !== null && (await answers(serving))) {
    return { ...openAsker(askServed(serving.token), serving.address), close: async () => {} };
  }
  const studio = openOwnStudio(workspace, { startQueued: false });
  return { ...openAsker(studio.fetch, 'http://studio/'), close: studio.close };
}

/** A studio under plain Node, its trainers children of this process. */
export function openOwnStudio(workspace: string, { startQueued }: { startQueued: boolean }): Studio {
  return openStudio({
    workspace,
    root,
    startQueued,
    printPdf,
    launchTrainer: launchNode({ version: readVersion(root) }),
    assets: folderAssets(resolve(root, 'out', 'renderer')),
  });
}

async function answers({ address, token }: { address: string; token: string }): Promise<boolean> {
  try {
    const response = await askServed(token)(new Request(new URL('/api/workspace', address), { signal: AbortSignal.timeout(patience) }));
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // Left behind by a studio that was killed.
  }
}
