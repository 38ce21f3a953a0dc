import { writeSync } from 'node:fs';
import { launchNode } from '../app/runs/launch-node.ts';
import { openRuns } from '../app/runs/supervisor.ts';
import { openStore } from '../app/store/open-store.ts';
import { resolve, today } from '../app/tiny-config.ts';
import type { RunConfig } from '../shared/run-config.ts';
import type { LaunchTrainer } from '../shared/trainer-protocol.ts';

/**
 * A studio to be killed: `node kill-victim.ts WORKSPACE CONFIG`. It trains the workspace's one run to its end, resuming it
 * whenever its trainer dies, and says on stdout, at once and in order, what an observer may hold it to:
 * `trainer PID` · `ready STEP` (points after STEP may be measured again) · `acknowledged STEP` · `ended STATUS` · `recorded COUNT`.
 */
const [folder, config] = process.argv.slice(2);
const store = openStore({ folder, now: Date.now });
const runs = openRuns({ store, launchTrainer: observed(launchNode({ version: 'kill' })), now: Date.now, resolve, today });

const known = store.runs.list({ limit: 1 }).runs.at(0);
const id = (known ?? runs.create(JSON.parse(config) as RunConfig)).id;
for (;;) {
  const { status } = await runs.ended(id);
  say(`recorded ${[...store.series.points(id, 'loss/critic')].length}`);
  say(`ended ${status}`);
  if (status === 'finished') break;
  runs.resume(id);
}
await runs.close();
store.close();

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

function observed(launch: LaunchTrainer): LaunchTrainer {
  return (options) => {
    const trainer = launch(options);
    const steps = new Map<number, number>();
    say(`trainer ${trainer.pid}`);
    trainer.onEvent((event) => {
      if (event.type === 'ready') say(`ready ${event.step}`);
      if (event.type === 'batch') steps.set(event.batch, event.progress.step);
    });
    return {
      pid: trainer.pid,
      onEvent: (listen) => trainer.onEvent(listen),
      onExit: (listen) => trainer.onExit(listen),
      kill: () => trainer.kill(),
      post(order) {
        trainer.post(order);
        if (order.type === 'acknowledge') say(`acknowledged ${steps.get(order.batch)}`);
      },
    };
  };
}
