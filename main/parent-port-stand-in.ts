import { EventEmitter } from 'node:events';

/** Gives a plain Node child the `process.parentPort` of an Electron utility process, over its own channel. */
const port = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void process.send?.(message) });
process.on('message', (data) => port.emit('message', { data, ports: [] }));
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: port });
