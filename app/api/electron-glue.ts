import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';

/**
 * A stand-in for the way Electron's `protocol.handle` carries a request and its response, for tests: no signal reaches the
 * handler, repeated headers collapse, the body becomes a Node stream, and an aborted fetch only destroys that stream.
 */
export function throughElectronGlue(handle: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = request.body === null ? {} : { body: request.body, duplex: 'half' as const };
    const response = await handle(new Request(request.url, { method: request.method, headers: request.headers, ...body }));
    const headers = Object.fromEntries(response.headers);
    headers['content-type'] ??= 'text/html; charset=utf-8';
    if (response.body === null) return new Response(null, { status: response.status, headers });
    const stream = Readable.fromWeb(response.body as NodeStream);
    stream.on('error', () => undefined);
    request.signal.addEventListener('abort', () => stream.destroy());
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status: response.status, headers });
  };
}
