import { nodeBackendHome } from './node-home.ts';

/** A trainer like node-child.ts that loses its GPU once it has written its second checkpoint, for tests. */
const devices: { destroy(): void }[] = [];
const { gpu } = nodeBackendHome;
nodeBackendHome.gpu = async (device) => {
  const found = (await gpu!(device)) as { requestAdapter: (options?: object) => Promise<Adapter | null> };
  const request = found.requestAdapter.bind(found);
  found.requestAdapter = async (options) => {
    const adapter = await request(options);
    const open = adapter?.requestDevice.bind(adapter);
    if (adapter !== null && open !== undefined) {
      adapter.requestDevice = async (wishes) => {
        const device = await open(wishes);
        devices.push(device);
        return device;
      };
    }
    return adapter;
  };
  return found;
};

interface Adapter {
  requestDevice(wishes?: object): Promise<{ destroy(): void }>;
}

const send = process.send!.bind(process);
let checkpoints = 0;
process.send = ((event: { type: string }, ...rest: []) => {
  if (event.type === 'checkpoint') checkpoints += 1;
  if (checkpoints === 2) for (const device of devices.splice(0)) device.destroy();
  return send(event, ...rest);
}) as typeof process.send;

await import('./node-child.ts');
