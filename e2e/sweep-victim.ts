import { setImmediate } from 'node:timers/promises';
import { openAsker } from '../app/cli/asker.ts';
import { changesOf } from '../app/cli/changes.ts';
import { launchComputed } from '../app/computed-trainer.ts';
import { openStudio } from '../app/studio.ts';
import type { SweepDetail, SweepEntry } from '../shared/api/sweeps.ts';
import type { LaunchTrainer } from '../shared/trainer-protocol.ts';

/**
 * A studio that kills itself: `node sweep-victim.ts WORKSPACE PLAN EVENTS TURNS`. It drives the workspace's one sweep, and dies by
 * SIGKILL so many turns of the event loop after so many events of its trainers; 0 events: never. What it came to at the end is printed.
 */
const [workspace, plan, events, turns] = process.argv.slice(2);
let left = Number(events);
const launchTrainer: LaunchTrainer = (as) => {
  const trainer = launchComputed(({ params }, step) =>
    params.criticRate === 7e-4 ? Number.NaN : -Number(params.criticRate) / Math.sqrt(step),
  )(as);
  return {
    ...trainer,
    onEvent: (listen) =>
      trainer.onEvent((event) => {
        left -= 1;
        if (left === 0) void die();
        listen(event);
      }),
  };
};

async function die(): Promise<void> {
  for (let turn = 0; turn < Number(turns); turn += 1) await setImmediate();
  process.kill(process.pid, 'SIGKILL');
}

const studio = openStudio({ workspace, launchTrainer });
const door = { ...openAsker(studio.fetch, 'http://studio/'), close: studio.close };
const [known] = await door.json<SweepEntry[]>('GET', '/api/sweeps');
const { id } = known ?? (await door.json<SweepEntry>('POST', '/api/sweeps', { plan: JSON.parse(plan) }));
const leave = new AbortController();
// The word of a change may come when nothing else holds this process.
const alive = setInterval(() => {}, 60_000);
for await (const _ of changesOf(door, leave.signal)) {
  const { sweep, plan: made, runs, standing } = await door.json<SweepDetail>('GET', `/api/sweeps/${id}?series=w1`);
  if (!sweep.isOver) continue;
  const marks = new Map(standing!.runs.map((run) => [run.run, run.marks]));
  const numbers = new Map(runs.map(({ run, number }) => [run, number]));
  const parents = new Map(standing!.runs.map(({ run, parent }) => [run, parent && [numbers.get(parent.run), parent.step]]));
  const outcome = runs.map(({ run, at, place, status, step, value }) => ({
    ...{ at, place, status, step, value, parent: parents.get(run) },
    marks: marks.get(run),
  }));
  console.log(JSON.stringify({ kind: made.schedule.kind, outcome }));
  break;
}
leave.abort();
clearInterval(alive);
await studio.close();
