import { Hono } from 'hono';
import { z } from 'zod';
import type { Change } from '../../shared/api/studio.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Changes } from '../runs/runs.ts';
import { readQuery } from './body.ts';
import { json } from './responses.ts';

const heartbeat = 15_000;
/** Events that wait for a reader that does not read; then the stream ends, and the reader comes back with its last sequence. */
const patience = 2000;
const askChanges = z.object({ since: z.coerce.number().int().min(0).optional() });

export interface ChangeRoutes {
  routes: Hono;
  /** Ends every open stream, and opens no more. */
  close(): void;
}

/** GET /api/changes and /poll of shared/api/studio.ts. What an open stream holds is let go when the stream is cancelled. */
export function changeRoutes(changes: Changes): ChangeRoutes {
  const open = new Set<() => void>();
  const routes = new Hono();
  let isClosing = false;

  routes.get('/', ({ req }) => {
    if (isClosing) throw new StudioError('unavailable', 'The studio is closing.');
    const since = readQuery(req.raw, askChanges).since ?? lastEventId(req.raw);
    return new Response(changeStream(changes, since, open), {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  });

  routes.get('/poll', ({ req }) => {
    const { since } = readQuery(req.raw, askChanges);
    const missed = since === undefined ? [] : changes.since(since);
    const response = json(missed ?? []);
    response.headers.set('x-sequence', String(changes.sequence));
    response.headers.set('x-restarted', String(missed === null));
    return response;
  });

  return {
    routes,
    close: () => {
      isClosing = true;
      for (const end of [...open]) end();
    },
  };
}

function changeStream(changes: Changes, since: number | undefined, open: Set<() => void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let release = () => {};

  function start(controller: ReadableStreamDefaultController<Uint8Array>) {
    const write = (text: string) => controller.enqueue(encoder.encode(text));
    const send = (change: Change) => {
      if (!open.has(end)) return;
      if ((controller.desiredSize ?? 0) < -patience) return end();
      write(`id: ${change.sequence}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`);
    };
    const end = () => {
      release();
      controller.close();
    };
    const beat = setInterval(() => write(':\n\n'), heartbeat);
    beat.unref();
    const unsubscribe = changes.subscribe(send);
    open.add(end);
    release = () => {
      clearInterval(beat);
      unsubscribe();
      open.delete(end);
    };
    const missed = since === undefined ? [] : changes.since(since);
    const hello = { sequence: changes.sequence, restarted: missed === null };
    write(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
    for (const change of missed ?? []) send(change);
  }

  return new ReadableStream({ start, cancel: () => release() });
}

function lastEventId(request: Request): number | undefined {
  const id = request.headers.get('last-event-id') ?? '';
  return /^\d+$/.test(id) ? Number(id) : undefined;
}
