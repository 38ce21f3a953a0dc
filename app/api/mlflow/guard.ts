import { isToken, loopback, offerOf, unauthenticated } from '../guard.ts';
import { isMlflow } from './addresses.ts';
import { errorAnswer, plainAnswer } from './answer.ts';

type Fetch = (request: Request) => Promise<Response>;

/**
 * Around the studio on the port for scripts: MLflow's addresses and no others. A script is no page, so whatever a browser sends
 * for a page of another origin is refused, reading and writing, and so is a name that is not loopback's (DNS rebinding).
 * Without a token whoever can reach loopback is known.
 */
export function guardedTracking(fetch: Fetch, token: string | null): Fetch {
  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname === '/health' || url.pathname === '/version') return fetch(request);
    if (url.pathname === '/')
      return plainAnswer(200, 'Ganymede listens here for scripts that log by MLflow’s client.', 'text/plain; charset=utf-8');
    if (!isMlflow(url.pathname)) return plainAnswer(404, '<!doctype html><title>404 Not Found</title>');
    const host = (request.headers.get('host') ?? url.host).toLowerCase();
    if (!loopback.includes(host.replace(/:\d+$/, ''))) {
      return plainAnswer(403, 'Invalid Host header - possible DNS rebinding attack detected', 'text/plain');
    }
    if (isOfAnotherPage(request, host)) {
      return plainAnswer(request.method === 'OPTIONS' ? 400 : 403, 'Cross-origin request blocked', 'text/plain');
    }
    if (token === null) return fetch(request);
    const offered = offerOf(request, url);
    return offered !== undefined && isToken([offered], { token }) ? fetch(request) : errorAnswer(unauthenticated());
  };
}

function isOfAnotherPage(request: Request, host: string): boolean {
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== `http://${host}`) return true;
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'none' && site !== 'same-origin';
}
