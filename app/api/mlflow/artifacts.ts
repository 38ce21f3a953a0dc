import { rmSync } from 'node:fs';
import { Hono } from 'hono';
import { takePicture } from '../../imports/take-picture.ts';
import { binary } from '../responses.ts';
import { answer, MlflowError, unlessEmpty } from './answer.ts';
import { type Ask, addressAsk, invalid } from './ask.ts';
import { checkPath, pathOf, placeOf } from './artifact-place.ts';
import type { Desk } from './desk.ts';
import { loggedPicture } from './logged-picture.ts';
import { type ReceivedFile, receiveFile } from './receive-file.ts';
import { noSuchRun } from './runs.ts';

const root = '/mlflow-artifacts/artifacts';
const bases = ['/api/2.0', '/ajax-api/2.0'];

/** Files beside runs, as MLflow's clients put and fetch them. A path names a row, never a place on the disk. */
export function artifactRoutes(desk: Desk): Hono {
  const routes = new Hono();
  for (const base of bases) {
    routes.get(`${base}${root}`, ({ req }) => listFolder(desk, addressAsk(req.raw)));
    routes.put(`${base}${root}/*`, ({ req }) => putFile(desk, req.raw, pathOf(req.raw, `${base}${root}/`)));
    routes.get(`${base}${root}/*`, ({ req }) => getFile(desk, req.raw, pathOf(req.raw, `${base}${root}/`)));
    routes.delete(`${base}${root}/*`, ({ req }) => deleteFile(desk, pathOf(req.raw, `${base}${root}/`)));
    for (const kind of ['mpu', 'presigned']) {
      routes.all(`${base}/mlflow-artifacts/${kind}/*`, () =>
        answer({ error_code: 'NOT_IMPLEMENTED', message: 'Files are put and fetched whole here.' }, 501),
      );
    }
    // What a path with .. in it comes to, once an address is read.
    routes.all(`${base}/mlflow-artifacts/*`, () => {
      throw invalid('Invalid path');
    });
  }
  return routes;
}

/** `artifacts/list`, by run. */
export function listRunArtifacts(desk: Desk, ask: Ask): Response {
  const run = ask.runId();
  const location = desk.store.tracking.locationOf(run);
  if (location === null) throw noSuchRun(run);
  const path = ask.text('path');
  if (path !== '') checkPath(path);
  const files = filesUnder(desk, run, path).map((file) => ({ ...file, path: path === '' ? file.path : `${path}/${file.path}` }));
  return answer({ root_uri: location, files: unlessEmpty(files) });
}

/** By the place that the client thinks the files lie at. */
function listFolder(desk: Desk, ask: Ask): Response {
  const path = ask.text('path').replace(/\/$/, '');
  if (path === '') return answer({});
  checkPath(path);
  const place = placeOf(desk, path);
  return answer({ files: place === null ? undefined : unlessEmpty(filesUnder(desk, place.run, place.path)) });
}

async function putFile(desk: Desk, request: Request, path: string): Promise<Response> {
  const place = placeOf(desk, path);
  if (place === null || place.path === '') throw invalid('Invalid path: files are kept beside a run of this studio.');
  const { store } = desk;
  const picture = loggedPicture(place.path);
  const file = await receiveFile(request, { incoming: desk.incoming, what: picture === null ? 'file' : 'picture' });
  const isNew = store.imports.artifact(place.run, place.path) === null;
  keepFile(desk, place, file);
  store.tracking.log(place.run, { points: [], params: [], tags: [] });
  desk.announce({ run: place.run, kinds: ['run'] });
  if (picture !== null && isNew && file.content instanceof Uint8Array) {
    await showPicture(desk, place.run, { ...picture, file: file.content });
  }
  return answer({});
}

function keepFile({ store }: Desk, { run, path }: { run: string; path: string }, { bytes, content }: ReceivedFile): void {
  try {
    store.imports.keepArtifact(run, { path, bytes, content });
  } catch (error) {
    if (!(content instanceof Uint8Array)) rmSync(content.file, { force: true });
    throw error;
  }
}

/** What can't be read or shown is a file all the same: it is kept, so a client need not send it again. */
async function showPicture(desk: Desk, run: string, picture: { probe: string; step: number; file: Uint8Array }): Promise<void> {
  const isShown = await takePicture(desk.store, run, picture).catch(() => false);
  if (isShown) desk.announce({ run, kinds: ['samples', 'progress'], step: picture.step });
}

function getFile(desk: Desk, request: Request, path: string): Response {
  const { store } = desk;
  const place = placeOf(desk, path);
  const found = place && store.imports.artifact(place.run, place.path);
  if (found === null) {
    if (place !== null && filesUnder(desk, place.run, place.path).length > 0)
      throw invalid(`Artifact path refers to a directory, not a file: '${path}'`);
    throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No such artifact: '${path}'`);
  }
  const range = rangeOf(request, found.bytes);
  const headers: Record<string, string> = {
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.path.split('/').at(-1)!)}`,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'content-length': String(found.bytes),
  };
  if (range !== null) {
    headers['content-length'] = String(range.to - range.from);
    headers['content-range'] = `bytes ${range.from}-${range.to - 1}/${found.bytes}`;
  }
  const content = store.imports.readArtifact(found.object, range ?? undefined);
  if (content instanceof Uint8Array && range === null) return binary(content, 'application/octet-stream', headers);
  return new Response(content as Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, {
    status: range === null ? 200 : 206,
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store', ...headers },
  });
}

function deleteFile(desk: Desk, path: string): Response {
  const place = placeOf(desk, path);
  if (place !== null && desk.store.imports.removeArtifact(place.run, place.path)) desk.announce({ run: place.run, kinds: ['run'] });
  return answer({});
}

function filesUnder({ store }: Desk, run: string, path: string): { path: string; is_dir: boolean; file_size?: number }[] {
  const before = path === '' ? '' : `${path}/`;
  const found = new Map<string, { path: string; is_dir: boolean; file_size?: number }>();
  for (const artifact of store.imports.artifacts(run)) {
    if (!artifact.path.startsWith(before)) continue;
    const [name, ...deeper] = artifact.path.slice(before.length).split('/');
    // Of no bytes: their message leaves a zero out.
    found.set(
      name,
      deeper.length > 0 ? { path: name, is_dir: true } : { path: name, is_dir: false, file_size: artifact.bytes || undefined },
    );
  }
  return [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** One stretch of bytes; null where the whole is meant. */
function rangeOf(request: Request, bytes: number): { from: number; to: number } | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  if (first === undefined || (first === '' && last === '')) return null;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  return from < to ? { from, to } : null;
}
