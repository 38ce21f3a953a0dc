import type { Session } from 'electron';

export const scheme = 'studio';
export const home = `${scheme}://app/`;

/** Node gives such URLs the origin "null", so protocol and host are compared, never `origin`. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${scheme}:` && url.host === 'app';
}

/** Pages and API from the one fetch handler, on one host: to the renderer everything is same-origin. */
export function serveStudio(session: Session, answer: (request: Request) => Promise<Response> | Response): void {
  session.protocol.handle(scheme, async (request) => {
    if (!isOurs(request.url)) return sentence(404, `There is nothing at ${request.url}.`);
    try {
      const response = await answer(request);
      const headers = new Headers(response.headers);
      // Hop-by-hop headers mean nothing here; without a type Electron would say text/html.
      for (const name of ['connection', 'keep-alive', 'transfer-encoding']) headers.delete(name);
      if (!headers.has('content-type')) headers.set('content-type', 'application/octet-stream');
      return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
    } catch (error) {
      return sentence(500, error instanceof Error ? error.message : String(error));
    }
  });
}

function sentence(status: number, text: string): Response {
  const problem = { code: status === 404 ? 'not-found' : 'failed', sentence: text, issues: [] };
  return new Response(JSON.stringify(problem), { status, headers: { 'content-type': 'application/problem+json' } });
}
