import type { BatchEvent, Order, TrainerEvent } from '../shared/trainer-protocol.ts';
import { loadKeys, loadPerSecond } from './load.ts';

/**
 * A trainer process that measures and does nothing else; its argument is how many points it posts before, as quickly as they
 * are recorded. From then on a measurement is taken every 10 ms by the clock, and posted within 50 ms.
 */
const batchMilliseconds = 50;
const stepsBefore = Number(process.argv[2]) / loadKeys.length;
const began = Date.now();
let step = 0;
let batch = 0;
let timer: ReturnType<typeof setInterval> | undefined;
let hasEnded = false;

process.on('message', (message) => {
  const order = message as Order;
  if (order.type === 'train') {
    tell({ type: 'ready', environment, step: 0 });
    fill();
  }
  if (order.type === 'acknowledge' && timer === undefined) fill();
  if (order.type !== 'stop') return;
  if (hasEnded) process.exit(0);
  hasEnded = true;
  clearInterval(timer);
  tell({ type: 'ended', as: 'stopped', step, sentence: 'Stopped.' });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => {});

const environment = {
  backend: 'cpu',
  device: 'a stand-in',
  node: process.version,
  platform: process.platform,
  cpu: '',
  cores: 1,
  memoryBytes: 0,
  tfjs: '',
  code: '',
};
tell({ type: 'hello', pid: process.pid });

function fill(): void {
  const count = Math.min(2000, stepsBefore - step);
  if (count > 0) send(Array.from({ length: count }, (_, i) => began - (stepsBefore - step - i) * 10));
  else measure();
}

function measure(): void {
  const every = 1000 / loadPerSecond;
  let last = Date.now();
  timer = setInterval(() => {
    const count = Math.floor((Date.now() - last) / every);
    if (count > 0) send(Array.from({ length: count }, (_, i) => last + (i + 1) * every));
    last += count * every;
  }, batchMilliseconds);
}

function send(times: number[]): void {
  batch += 1;
  tell(batchOf(times));
  step += times.length;
}

function batchOf(times: number[]): BatchEvent {
  return {
    type: 'batch',
    batch,
    times: Float64Array.from(times),
    measurements: times.map((_, i) => ({
      type: 'points',
      step: step + i,
      values: Object.fromEntries(loadKeys.map((key, k) => [key, Math.sin((step + i) / (50 + k)) + k / 4 + Math.random() / 5])),
    })),
    progress: { step: step + times.length - 1, stepsPerSecond: loadPerSecond, tensors: 0, tensorBytes: 0 },
  };
}

function tell(event: TrainerEvent): void {
  process.send?.(event);
}
