import { resolve } from 'node:path';
import { servingOf } from '../serve.ts';
import { folderAssets } from '../folder-assets.ts';
import { launchNode } from '../runs/launch-node.ts';
import { openStudio, type Studio, type StudioOptions } from '../studio.ts';
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
  const serving = servingOf(workspace);
  if (serving !== null) {
    const ask = askServed(serving.token);
    const hasty = openAsker((request) => ask(new Request(request, { signal: AbortSignal.timeout(patience) })), serving.address);
    // One that does not answer was left behind by a studio that was killed.
    if (await areTold(hasty, output)) return { ...openAsker(ask, serving.address), close: async () => {} };
  }
  const studio = openOwnStudio(workspace, { startQueued: false });
  const door = { ...openAsker(studio.fetch, 'http://studio/'), close: studio.close };
  // Where even that can't be asked, the command itself says why.
  await areTold(door, output);
  return door;
}

/** Whether the studio could be asked for its notices. */
function areTold(door: Asker, output: Pick<Output, 'say' | 'event'>): Promise<boolean> {
  return noticeTeller(door, output)().then(
    () => true,
    () => false,
  );
}

/** A studio under plain Node, its trainers children of this process. */
export function openOwnStudio(workspace: string, { startQueued }: Pick<StudioOptions, 'startQueued'>): Studio {
  return openStudio({
    workspace,
    root,
    startQueued,
    printPdf,
    launchTrainer: launchNode({ version: readVersion(root) }),
    assets: folderAssets(resolve(root, 'out', 'renderer')),
  });
}
