import { numberReplacer } from '../../shared/number-json.ts';
import type { Exported } from '../exporter.ts';

/** JSON in which NaN and ±Infinity survive, as shared/number-json.ts reads them. */
export function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value, numberReplacer), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** Bytes with their length declared: Electron's pipe holds 64 KB of a body whose length it does not know. */
export function binary(bytes: Uint8Array, type: string, headers: Record<string, string> = {}): Response {
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': type, 'content-length': String(bytes.length), 'cache-control': 'no-store', ...headers },
  });
}

/** A file to be kept. One that is still being made is read no further than the asker reads, and its connection breaks where it does. */
export function attachment({ name, type, content }: Exported): Response {
  const headers = { 'content-disposition': disposition(name) };
  if (content instanceof Uint8Array) return binary(content, type, headers);
  return new Response(content, { headers: { 'content-type': type, 'cache-control': 'no-store', ...headers } });
}

/** RFC 6266: a plain name for old readers, the whole one in UTF-8 beside it. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

export const safetensorsType = 'application/octet-stream';

/** Content that never changes under its address: a strong ETag, and for the cache to keep. */
export function immutable(request: Request, tag: string, make: () => { bytes: Uint8Array; type: string }): Response {
  const headers = { etag: `"${tag}"`, 'cache-control': 'private, max-age=31536000, immutable' };
  if (isKnown(request, tag)) return new Response(null, { status: 304, headers });
  const { bytes, type } = make();
  return binary(bytes, type, headers);
}

/** Whether the asker's copy is this one (If-None-Match). */
export function isKnown(request: Request, tag: string): boolean {
  const known = request.headers.get('if-none-match') ?? '';
  return known.split(',').some((item) => item.trim().replace(/^W\//, '') === `"${tag}"`);
}
