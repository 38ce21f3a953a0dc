import { launchNode } from '../../app/runs/launch-node.ts';
import { serve } from '../../app/serve.ts';
import { openStudio } from '../../app/studio.ts';
import { pace } from './desk.ts';

/** A studio to be killed: `node studio.ts WORKSPACE` serves it, and prints its address. */
const studio = openStudio({ workspace: process.argv[2], launchTrainer: launchNode({ version: 'test' }), jobs: { version: 'test', pace } });
const { address } = await serve({ studio, port: 0 });
process.stdout.write(`${address}\n`);
