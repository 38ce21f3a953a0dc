import { problem } from '../../shared/api/problem.ts';
import { StudioError, type ErrorCode } from '../../shared/errors.ts';

export type Fetch = (request: Request) => Promise<Response>;

/** Asks the studio as any page does, and turns its refusals back into StudioErrors. */
export interface Asker {
  json<T>(method: string, path: string, body?: unknown): Promise<T>;
  bytes(method: string, path: string, body?: unknown): Promise<{ bytes: Uint8Array; headers: Headers }>;
  /** The answer itself, for streams. */
  raw(method: string, path: string, body?: unknown): Promise<Response>;
}

export function openAsker(fetch: Fetch, address: string): Asker {
  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    const isBinary = body instanceof Uint8Array;
    const response = await fetch(
      new Request(new URL(path, address), {
        method,
        ...(body === undefined ? {} : { body: isBinary ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
        headers: body === undefined ? {} : { 'content-type': isBinary ? 'application/octet-stream' : 'application/json' },
      }),
    );
    if (response.ok) return response;
    throw await refusalOf(response);
  }
  return {
    json: async <T>(method: string, path: string, body?: unknown) => (await (await ask(method, path, body)).json()) as T,
    bytes: async (method, path, body) => {
      const response = await ask(method, path, body);
      return { bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
    },
    raw: ask,
  };
}

async function refusalOf(response: Response): Promise<StudioError> {
  const text = await response.text();
  try {
    const { code, sentence, issues, offer, details } = problem.parse(JSON.parse(text));
    return new StudioError(code as ErrorCode, sentence, { issues, offer, cause: details });
  } catch (cause) {
    return new StudioError('failed', `The studio answered ${response.status} without saying why.`, { cause });
  }
}

/** `3` and `#3` are the third run of the workspace; anything else is an id or its beginning. */
export function runPath(reference: string): string {
  return `/api/runs/${encodeURIComponent(/^\d+$/.test(reference) ? `#${reference}` : reference)}`;
}
