import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Settings, TrackingState } from '../shared/api/studio.ts';
import { guardedTracking } from './api/mlflow/guard.ts';

interface TrackingDoorOptions {
  settings(): Settings;
  /** Of any change in the workspace; returns what ends it. */
  subscribe(listen: (change: { kinds: readonly string[] }) => void): () => void;
  /** Whether it listens, and where, is another than before. */
  changed(): void;
  fetch: (request: Request) => Promise<Response>;
  /** What scripts must know; null: whoever reaches loopback may ask. */
  token: string | null;
}
export interface TrackingDoor {
  state(): TrackingState;
  close(): Promise<void>;
}
type Server = ReturnType<typeof createAdaptorServer>;

const host = '127.0.0.1';

/** A port on loopback for scripts that speak MLflow's tracking, open while the settings say so. */
export function openTrackingDoor({ settings, subscribe, changed, fetch, token }: TrackingDoorOptions): TrackingDoor {
  let state: TrackingState = { address: null, sentence: '' };
  let server: Server | null = null;
  let wanted: number | null = null;
  let work: Promise<void> = Promise.resolve();
  let isClosed = false;

  function look(): void {
    const { tracking, trackingPort } = settings();
    const port = tracking && !isClosed ? trackingPort : null;
    if (port === wanted) return;
    wanted = port;
    work = work.then(async () => {
      if (port !== wanted) return;
      await shut();
      state = port === null ? { address: null, sentence: '' } : await listen(port);
      changed();
    });
  }

  async function shut(): Promise<void> {
    const leaving = server;
    server = null;
    if (leaving === null) return;
    const isShut = once(leaving, 'close');
    leaving.close();
    if ('closeAllConnections' in leaving) leaving.closeAllConnections();
    await isShut;
  }

  async function listen(port: number): Promise<TrackingState> {
    const made = createAdaptorServer({ fetch: guardedTracking(fetch, token), overrideGlobalObjects: false, hostname: host });
    try {
      made.listen(port, host);
      await once(made, 'listening');
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'another program has it' : (error as Error).message;
      return { address: null, sentence: `Port ${port} can't be had: ${why}. Choose another.` };
    }
    server = made;
    return { address: `http://${host}:${(made.address() as AddressInfo).port}`, sentence: '' };
  }

  const unsubscribe = subscribe(({ kinds }) => {
    if (kinds.includes('settings')) look();
  });
  look();
  return {
    state: () => state,
    async close() {
      isClosed = true;
      unsubscribe();
      look();
      await work;
    },
  };
}
