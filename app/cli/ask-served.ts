import { Agent, request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';

/**
 * Asks the studio that serves a workspace, on this machine: never through a proxy, whatever the environment names, and for as long as
 * an answer takes. Node's own fetch gives up after five minutes without a header.
 */
export function askServed(token: string): (request: Request) => Promise<Response> {
  // An agent of one's own: the global one may be told by NODE_USE_ENV_PROXY to go through a proxy.
  const agent = new Agent();
  return async (request) => {
    const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    const headers = Object.fromEntries(request.headers);
    headers.authorization = `Bearer ${encodeURIComponent(token)}`;
    if (body !== null) headers['content-length'] = String(body.length);
    return new Promise((answer, fail) => {
      const { method, signal } = request;
      const asked = httpRequest(request.url, { method, headers, agent, signal }, (response) => {
        const names = Object.entries(response.headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
        const content = response.statusCode === 204 || response.statusCode === 304 ? null : Readable.toWeb(response);
        answer(
          new Response(content as ReadableStream<Uint8Array> | null, { status: response.statusCode, headers: names as [string, string][] }),
        );
      });
      asked.on('error', fail);
      asked.end(body ?? undefined);
    });
  };
}
