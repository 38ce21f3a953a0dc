import { invalid } from './ask.ts';
import type { Desk } from './desk.ts';

/** What stands behind `before` in an address, decoded once. @throws MlflowError where it names no plain path */
export function pathOf(request: Request, before: string): string {
  const { pathname } = new URL(request.url);
  try {
    return checkPath(decodeURIComponent(pathname.slice(pathname.indexOf(before) + before.length)));
  } catch {
    throw invalid('Invalid path');
  }
}

/** Relative, of plain names, however often it is decoded. @throws MlflowError */
export function checkPath(path: string): string {
  for (let read = path, again = 0; again < 4; again += 1) {
    const names = read.split('/');
    if (names.some((name) => name === '' || name === '.' || name === '..')) throw invalid('Invalid path');
    if (/[\\\p{Cc}]/u.test(read) || names.some((name) => /^[A-Za-z]:$/.test(name))) throw invalid('Invalid path');
    const decoded = decodedOnce(read);
    if (decoded === read) break;
    read = decoded;
  }
  return path;
}

/** `<where the experiment's files are>/<run>/artifacts/<path>`; null where that is no run of a client. */
export function placeOf({ store }: Desk, path: string): { run: string; path: string } | null {
  const names = path.split('/');
  for (const [at, name] of names.entries()) {
    if (at === 0 || names[at + 1] !== 'artifacts') continue;
    if (store.tracking.locationOf(name) !== `mlflow-artifacts:/${names.slice(0, at + 2).join('/')}`) continue;
    return { run: name, path: names.slice(at + 2).join('/') };
  }
  return null;
}

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
