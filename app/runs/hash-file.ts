import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

/** Hashed in passing: some milliseconds. A larger file gets a thread, so that nobody waits for it but who asks. */
const small = 4 * 1024 * 1024;

/** Given as text, so that it needs no file of its own in a bundle. */
const program = `
const { createHash } = require('node:crypto');
const { openSync, readSync, closeSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const handle = openSync(workerData, 'r');
const hash = createHash('sha256');
const chunk = Buffer.alloc(1 << 20);
for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) hash.update(chunk.subarray(0, read));
closeSync(handle);
parentPort.postMessage(hash.digest('hex'));
`;

/** sha256 of a file as it lies on the disk; rejects with what the file system says. */
export async function hashFile(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size <= small)
    return createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { eval: true, workerData: file });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
