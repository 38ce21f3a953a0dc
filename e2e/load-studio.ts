import { join, resolve } from 'node:path';
import { folderAssets } from '../app/folder-assets.ts';
import { launchNode } from '../app/runs/launch-node.ts';
import { serve } from '../app/serve.ts';
import { openStudio } from '../app/studio.ts';

/** The studio as `ganymede serve` has it, but for its trainers: `node load-studio.ts WORKSPACE POINTS-BEFORE`. */
const [workspace, history] = process.argv.slice(2);
const studio = openStudio({
  workspace,
  launchTrainer: launchNode({ version: history, entry: join(import.meta.dirname, 'load-trainer.ts') }),
  assets: folderAssets(resolve(import.meta.dirname, '../out/renderer')),
});
const served = await serve({ studio, port: 0 });
process.stdout.write(`${served.address}\n`);
process.once('SIGINT', () => void served.close().then(() => process.exit(0)));
