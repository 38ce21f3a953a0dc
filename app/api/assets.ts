import { createHash } from 'node:crypto';
import { StudioError } from '../../shared/errors.ts';
import { problemResponse } from './problem.ts';
import { binary, isKnown } from './responses.ts';

/** The built renderer: a file's bytes by its path, such as `index.html` or `assets/index-3fa9.js`; null where there is none. */
export type Assets = (path: string) => Promise<Uint8Array | null>;

/** What Mantine, ECharts, CodeMirror, KaTeX and tfjs's wasm need, and nothing more. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
};

/** The page and its parts; an address that is no file is a place inside the page (deep links). */
export async function assetResponse(request: Request, assets: Assets | undefined): Promise<Response> {
  const path = assetPath(new URL(request.url).pathname);
  if (assets === undefined)
    return problemResponse(new StudioError('unavailable', 'This studio was opened without its pages; build them with npm start.'));
  const found = path === '' ? null : await assets(path);
  if (found !== null) return fileResponse(request, path, found);
  const ending = path.split('/').at(-1)?.includes('.') === true;
  if (ending) return problemResponse(new StudioError('not-found', `There is no file ${path} in this studio.`));
  const page = await assets('index.html');
  if (page === null)
    throw new StudioError('unavailable', 'The pages are not built yet. Run npm start, or npm run serve, which builds them.');
  return fileResponse(request, 'index.html', page);
}

function fileResponse(request: Request, path: string, bytes: Uint8Array): Response {
  const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const tag = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const hashed = path.startsWith('assets/');
  const headers: Record<string, string> = {
    etag: `"${tag}"`,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(path.endsWith('.html') ? { 'content-security-policy': policy } : {}),
  };
  if (isKnown(request, tag)) return new Response(null, { status: 304, headers });
  return binary(bytes, type, headers);
}

/** @throws StudioError forbidden for a path that climbs, in whatever spelling */
function assetPath(pathname: string): string {
  let path: string;
  try {
    path = decodeURIComponent(pathname).replace(/^\/+/, '');
  } catch (cause) {
    throw new StudioError('invalid', 'The address holds a broken escape.', { cause });
  }
  const parts = path.split(/[/\\]/);
  if (parts.includes('..') || path.includes('\0') || /^[a-z]:/i.test(path)) {
    throw new StudioError('forbidden', 'The address climbs out of the studio’s pages.');
  }
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}
