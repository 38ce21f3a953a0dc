import http from 'node:http';
import https from 'node:https';
import { StudioError } from '../../shared/errors.ts';

const mostRedirects = 5;
/** The user's own proxy, as other programs are told of it: HTTPS_PROXY, HTTP_PROXY, NO_PROXY. */
const agents = { 'http:': new http.Agent({ proxyEnv: process.env }), 'https:': new https.Agent({ proxyEnv: process.env }) };

export interface Asking {
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Milliseconds without a byte after which a connection counts as broken. */
  patience: number;
}

/**
 * The answer's head, its body still to come. A redirect is followed on the same host alone, and never from https to http: a page that asks
 * for a login, or an address that changed hands, is not taken for the publisher's.
 * @throws StudioError unavailable where it leads elsewhere; what the system says where nobody answers
 */
export async function ask(address: URL, asking: Asking, redirects = mostRedirects): Promise<http.IncomingMessage> {
  const answer = await answered(address, asking);
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined) return answer;
  answer.destroy();
  const next = URL.parse(location, address.href);
  const isTrusted = next?.hostname === address.hostname && (next.protocol === address.protocol || next.protocol === 'https:');
  if (next === null || !isTrusted || !(next.protocol in agents)) {
    const where = next?.host === address.host ? location : (next?.host ?? location);
    throw new StudioError(
      'unavailable',
      `${address.host} leads on to ${where}, which is not followed: it is not the address of this set. A network that asks for a login does this; where the set has moved, name its new address as the mirror in Settings.`,
    );
  }
  if (redirects === 0) throw new StudioError('unavailable', `${address.host} leads from address to address without an end.`);
  return ask(next, asking, redirects - 1);
}

function answered(address: URL, { headers, signal, patience }: Asking): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = {
      headers: { 'user-agent': 'Ganymede', 'accept-encoding': 'identity', ...headers },
      agent: agents[address.protocol as keyof typeof agents],
      signal,
    };
    const sent = address.protocol === 'https:' ? https.request(address, options) : http.request(address, options);
    sent.setTimeout(patience, () => sent.destroy(Object.assign(new Error('no byte came'), { code: 'ETIMEDOUT' })));
    sent.once('error', reject);
    sent.once('response', resolve);
    sent.end();
  });
}
