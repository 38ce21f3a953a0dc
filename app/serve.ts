import { createAdaptorServer } from '@hono/node-server';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { StudioError } from '../shared/errors.ts';
import { guarded } from './api/guard.ts';
import { studioId } from './studio-id.ts';
import type { Studio } from './studio.ts';

export interface ServeOptions {
  studio: Studio;
  /** Left out: 4600, or any free one where that is taken. */
  port?: number;
  /** Loopback unless named. */
  host?: string;
  /** Names by which the studio is asked beside loopback's own and `host`, such as this machine's. */
  names?: string[];
  /**
   * Left out or empty: a new one at each start. It is not kept with the workspace: whoever learnt an old address, or has a copy of the
   * folder, is a stranger again.
   */
  token?: string;
  /** Pages of these origins may ask too, such as a development server's. */
  origins?: string[];
}

export interface Served {
  /** With the token: whoever opens it is known. */
  address: string;
  close(): Promise<void>;
}

const usualPort = 4600;
const mostPort = 65_535;

/** The studio behind an HTTP port. @throws StudioError invalid where it is no port, unavailable where it can't be had */
export async function serve(options: ServeOptions): Promise<Served> {
  const { studio, port, host = '127.0.0.1', names = [], origins } = options;
  const token = options.token || randomBytes(24).toString('base64url');
  if (port !== undefined && port > mostPort)
    throw new StudioError('invalid', `There is no port ${port}; they end at ${mostPort}. Choose another with --port.`);
  let answer = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = createAdaptorServer({
    fetch: (request) => answer(request),
    overrideGlobalObjects: false,
    hostname: host,
    // The address of a page may name hundreds of runs, and other studios' cookies come along.
    serverOptions: { maxHeaderSize: 1 << 18 },
  });
  const listen = async (on: number) => {
    server.listen(on, host);
    await once(server, 'listening');
  };
  try {
    await listen(port ?? usualPort).catch((error) => (port === undefined ? listen(0) : Promise.reject(error)));
  } catch (cause) {
    throw new StudioError('unavailable', whyNot(cause, host, port ?? usualPort), { cause });
  }
  const { port: taken } = server.address() as AddressInfo;
  answer = guarded(studio.fetch, { token, hosts: [bracketed(host), ...names], origins, cookie: `ganymede-${studioId(studio.workspace)}` });
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const at = (name: string) => ({ address: `http://${name}:${taken}/`, token });
  // Commands of this machine need no name that others reach it by.
  const forget = announce(studio.workspace, at(isEverywhere ? '127.0.0.1' : bracketed(host)));

  return {
    address: addressOf(at(isEverywhere ? (names[0] ?? 'localhost') : bracketed(host))),
    close: async () => {
      forget();
      server.close();
      await studio.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    },
  };
}

function whyNot(cause: unknown, host: string, port: number): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  const refused = `Port ${port} of ${host} can't be had`;
  switch (code) {
    case 'EADDRINUSE':
      return `${refused}: another program has it. Choose another with --port.`;
    case 'EACCES':
      return `${refused}: this user may not take it. Choose another with --port, above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine. Choose one that is with --host, or leave it out for this machine alone.`;
    default:
      return `${refused}: ${message}.`;
  }
}

/** Where a command of the same user finds the studio that serves a workspace. */
export interface Serving {
  address: string;
  token: string;
}

/** The address to open. A token of one's own may hold anything, `&` and `#` too. */
export function addressOf({ address, token }: Serving): string {
  return `${address}?token=${encodeURIComponent(token)}`;
}

export function servingOf(workspace: string): Serving | null {
  try {
    const { address, token } = JSON.parse(readFileSync(fileOf(workspace), 'utf8')) as Partial<Serving>;
    return typeof address === 'string' && typeof token === 'string' ? { address, token } : null;
  } catch {
    return null;
  }
}

function announce(workspace: string, serving: Serving): () => void {
  const file = fileOf(workspace);
  try {
    writeFileSync(file, JSON.stringify(serving), { mode: 0o600 });
    chmodSync(file, 0o600);
  } catch {
    return () => {}; // Only the convenience is lost: a command then says that the workspace is open elsewhere.
  }
  return () => rmSync(file, { force: true });
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function fileOf(workspace: string): string {
  return join(workspace, 'serving.json');
}
