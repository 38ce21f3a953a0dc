import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Sharing } from '../engine/backend.ts';

/** Far longer than a busy machine takes; without it, one that starts none would never train. */
const patience = 60_000;

/** Threads that share a WebAssembly memory, as Node's workers. */
export const sharing: Sharing = {
  wasmFile: (name) => new Uint8Array(readFileSync(createRequire(import.meta.url).resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}`))),
  addressOf: (bytes) => `data:application/wasm;base64,${Buffer.from(bytes).toString('base64')}`,
  startThread: (work, onEnd) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(life, { eval: true, workerData: work, env: {}, execArgv: [] });
      let reason = new Error('a thread ended before it began');
      const tooLong = setTimeout(() => {
        reason = new Error(`a thread did not begin within ${patience / 1000} seconds`);
        void worker.terminate();
      }, patience);
      tooLong.unref();
      worker.once('message', () => {
        clearTimeout(tooLong);
        // From here on the process ends when everything else in it has ended.
        worker.unref();
        resolve((loop) => worker.postMessage(loop));
      });
      worker.once('error', (error) => {
        reason = error;
      });
      worker.once('exit', () => {
        clearTimeout(tooLong);
        reject(reason);
        onEnd();
      });
    }),
};

/** All that a thread does is in the module and those it is told of: it never waits for messages, they lie there before their task is. As text, so that no file of its own must lie beside a bundle. */
const life = `
const { parentPort, receiveMessageOnPort, workerData: { module, memory, task } } = require('node:worker_threads');
const runs = new Map();
const other = (kind, block, from, to) => {
  while (!runs.has(kind)) {
    const { message } = receiveMessageOnPort(parentPort);
    runs.set(message.kind, new WebAssembly.Instance(message.module, { env: { memory } }).exports.run);
  }
  runs.get(kind)(block, from, to);
};
const { serve, fail } = new WebAssembly.Instance(module, { env: { memory, other } }).exports;
parentPort.postMessage('begun');
try {
  serve(task);
} catch (error) {
  fail(task);
  throw error;
}`;
