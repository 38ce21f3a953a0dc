import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Published, PublishedFile } from '../../shared/published.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, content: Buffer) => void;

export interface StandIn {
  /** Ends in a slash. */
  address: string;
  /** What was asked for, oldest first: the path, and where it goes on from. */
  asked: { path: string; from: number | null; ifRange: string | null }[];
  /** Answers the next requests, one after another; then the file as a whole server has it, ranges included. */
  next: Answer[];
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

/** A publisher on this machine: a real server of real files that can be told to fail. */
export async function openStandIn(files: Record<string, Buffer>, { tag = '"one"' }: { tag?: string } = {}): Promise<StandIn> {
  const next: Answer[] = [];
  const asked: StandIn['asked'] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://stand-in').pathname;
    const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    asked.push({ path, from: from === undefined ? null : Number(from), ifRange: (request.headers['if-range'] as string) ?? null });
    const content = files[path.slice(1)] ?? files[path.split('/').at(-1)!];
    if (content === undefined) response.writeHead(404).end();
    else (next.shift() ?? whole(tag))(request, response, content);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    next,
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** As a whole server answers: ranges of the same state of the file, else all of it. */
export function whole(tag: string): Answer {
  return ({ headers }, response, content) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const isSame = headers['if-range'] === undefined || headers['if-range'] === tag;
    const at = isSame ? from : 0;
    const range = { 'content-range': `bytes ${at}-${content.length - 1}/${content.length}` };
    response.writeHead(at > 0 ? 206 : 200, { etag: tag, 'content-length': content.length - at, ...(at > 0 ? range : {}) });
    response.end(content.subarray(at));
  };
}

/** Says that all will come, and sends no more than so many bytes of it. */
export function stopAfter(bytes: number, tag = '"one"'): Answer {
  return (_request, response, content) => {
    response.writeHead(200, { etag: tag, 'content-length': content.length });
    response.write(content.subarray(0, bytes));
  };
}

export function publishedOf(
  files: Record<string, Buffer>,
  addresses: string[],
  members: Record<string, PublishedFile['members']> = {},
): Published {
  return {
    publisher: 'Nobody',
    page: 'http://localhost/',
    licence: 'CC0',
    citation: 'None.',
    addresses,
    files: Object.entries(files).map(([name, content]) => ({
      name,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      ...(members[name] ? { members: members[name] } : {}),
    })),
  };
}
