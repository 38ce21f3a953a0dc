import { createHash, timingSafeEqual } from 'node:crypto';
import { StudioError } from '../../shared/errors.ts';
import { isMlflow } from './mlflow/addresses.ts';
import { errorAnswer, MlflowError } from './mlflow/answer.ts';
import { problemResponse } from './problem.ts';

export interface GuardOptions {
  /** What an asker must know: as a cookie, or `authorization: Bearer`. */
  token: string;
  /** Host names by which the studio may be asked, beside loopback's own; without a port. */
  hosts: string[];
  /** Other origins whose pages may ask, such as a development server's. */
  origins?: string[];
  /** Cookies know no ports, and tunnels make one name of many machines: each studio needs a name of its own. */
  cookie: string;
}
type Fetch = (request: Request) => Promise<Response>;

const stranger = 'This studio does not know you. Open the address that it printed when it started, with its token.';
const startedAnew =
  'This studio was started anew and does not know this browser any more. Open the new address that it printed; this page then goes on.';
export const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Around a studio that listens on a port. A page of another site can send requests here, and a name of another site can be
 * pointed here (DNS rebinding): neither knows a Host and an Origin that are ours, nor the token.
 */
export function guarded(fetch: Fetch, options: GuardOptions): Fetch {
  if (options.token === '') throw new Error('An empty token would let everybody in.');
  const hosts = [...loopback, ...options.hosts.map((host) => host.toLowerCase())];

  return async (request) => {
    const host = (request.headers.get('host') ?? new URL(request.url).host).toLowerCase();
    // An SSH tunnel ends on another port, so the port does not count.
    if (!hosts.includes(host.replace(/:\d+$/, '')))
      return refuse(`This studio does not answer to the name "${host}". Open the address that it printed.`);
    const origin = request.headers.get('origin');
    if (origin !== null && !isOurs(origin, host, options)) {
      return refuse(`A page of "${origin}" may not ask this studio. Open the address that it printed.`);
    }
    const url = new URL(request.url);
    const offered = url.searchParams.get('token');
    if (offered !== null && request.method === 'GET' && !url.pathname.startsWith('/api')) {
      return isToken([offered, rawToken(url)], options) ? welcome(url, options) : unknown(request, options);
    }
    const offer = offerOf(request, url);
    const isKnown = offer === undefined ? isSame(cookieOf(request, options) ?? '', keyOf(options)) : isToken([offer], options);
    return isKnown ? fetch(request) : unknown(request, options);
  };
}

function isOurs(origin: string, host: string, { origins = [] }: GuardOptions): boolean {
  return origin === `http://${host}` || origin === `https://${host}` || origins.includes(origin);
}

function cookieOf(request: Request, { cookie }: GuardOptions): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((item) => item.trim());
  return cookies.find((item) => item.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
}

/** What the cookie holds: a token of one's own may have letters that no cookie takes. */
function keyOf({ token }: GuardOptions): string {
  return createHash('sha256').update(`cookie of ${token}`).digest('base64url');
}

/** As a bearer's token; MLflow's clients may have it for a password. */
export function offerOf(request: Request, { pathname }: URL): string | undefined {
  const [, scheme, offered] = /^(Bearer|Basic) (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (scheme === undefined || scheme.toLowerCase() === 'bearer') return offered;
  return isMlflow(pathname)
    ? Buffer.from(offered, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')
    : undefined;
}

/** As it is, or as headers and addresses carry what they can't hold: percent-encoded, or its UTF-8 byte by byte. */
export function isToken(offered: string[], { token }: Pick<GuardOptions, 'token'>): boolean {
  const read = offered.flatMap((text) => [text, decoded(text), Buffer.from(text, 'latin1').toString('utf8')]);
  return read.map((text) => isSame(text, token)).includes(true);
}

/** Of an address typed by hand, in which `+` is meant as it stands. */
function rawToken({ search }: URL): string {
  return /[?&]token=([^&]*)/.exec(search)?.[1] ?? '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Compared by hash, so that neither length nor content shows in the time it takes. */
function isSame(offered: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(token));
}

/** The token leaves the address for a cookie that no script can read and no other site can send. */
function welcome(url: URL, options: GuardOptions): Response {
  url.searchParams.delete('token');
  // A path that begins with two slashes would be read as another host.
  const place = `/${url.pathname.replace(/^[/\\]+/, '')}${url.search}`;
  return new Response(null, {
    status: 303,
    headers: {
      location: place,
      'set-cookie': `${options.cookie}=${keyOf(options)}; Path=/; HttpOnly; SameSite=Strict`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
}

function unknown(request: Request, options: GuardOptions): Response {
  const sentence = cookieOf(request, options) === undefined ? stranger : startedAnew;
  if (isMlflow(new URL(request.url).pathname)) return errorAnswer(unauthenticated());
  const wantsPage = request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html');
  if (!wantsPage) return problemResponse(new StudioError('forbidden', sentence), 401);
  return new Response(`<!doctype html><meta charset="utf-8"><title>Ganymede</title><p>${sentence}</p>`, {
    status: 401,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" },
  });
}

export function unauthenticated(): MlflowError {
  return new MlflowError(
    'UNAUTHENTICATED',
    'This studio does not know you. Set MLFLOW_TRACKING_TOKEN to the token that it was started with or printed.',
  );
}

function refuse(sentence: string): Response {
  return problemResponse(new StudioError('forbidden', sentence));
}
