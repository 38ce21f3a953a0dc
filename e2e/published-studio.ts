import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { folderAssets } from '../app/folder-assets.ts';
import type { PublishedOptions } from '../app/published/published.ts';
import { launchNode } from '../app/runs/launch-node.ts';
import { serve } from '../app/serve.ts';
import { openStudio } from '../app/studio.ts';

/** The studio as `ganymede serve` has it, but for the sets that can be fetched: `node published-studio.ts WORKSPACE SETS.json`. */
const [workspace, sets] = process.argv.slice(2) as [string, string];
const studio = openStudio({
  workspace,
  launchTrainer: launchNode({ version: 'story' }),
  publishedSets: JSON.parse(readFileSync(sets, 'utf8')) as PublishedOptions['sets'],
  assets: folderAssets(resolve(import.meta.dirname, '../out/renderer')),
});
const served = await serve({ studio, port: 0 });
process.stdout.write(`${served.address}\n`);
process.once('SIGINT', () => void served.close().then(() => process.exit(0)));
