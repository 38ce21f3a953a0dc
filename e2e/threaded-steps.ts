import { createInterface } from 'node:readline';
import { openBackend } from '../app/engine/backend.ts';
import { nodeBackendHome } from '../app/trainer/node-home.ts';
import { criticStep, critics, type CriticWork } from './critic-step.ts';

/**
 * The critic steps of critic-step.ts on wasm, on as many threads as the second argument says. Says its device, then for every line that is
 * a count makes so many steps and prints the process's CPU seconds and the wall seconds of one, as step_torch.py does.
 */
const [work, threads] = process.argv.slice(2);
const { tf, device } = await openBackend('wasm', { ...nodeBackendHome, threads: Number(threads) });
const step = criticStep(tf, critics[work as CriticWork], { replays: true });
console.log(device);
for await (const line of createInterface({ input: process.stdin })) {
  const count = Number(line);
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  for (let at = 0; at < count; at += 1) await step();
  const { user, system } = process.cpuUsage(cpu);
  console.log((user + system) / 1e6 / count, (performance.now() - wall) / 1000 / count);
}
