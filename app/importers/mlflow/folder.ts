import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { FoundRun, LeftOut, RunPart } from '../../importer.ts';
import { withPositions } from '../reading/artifacts.ts';
import { byName } from '../reading/by-name.ts';
import { Gathered } from '../reading/gathered.ts';
import { linesOf } from '../reading/lines.ts';
import { numberIn } from '../reading/plain-value.ts';
import { walk } from '../reading/walk.ts';
import { artifactParts } from './artifacts.ts';
import { factsOf, isOpen, readMeta } from './meta.ts';

/** How far each metric's file has been read. */
export interface FolderPosition {
  metrics: Record<string, number>;
  kept: Record<string, string>;
}

/** A line is a time, a value and a step. */
const longestLine = 4096;
const longestValue = 1 << 20;
const mostValues = 5000;

/** One run of the file store: a file a metric, a file a param, a file a tag; a / in a name is a folder. */
export function* readFolderRun({ source, own }: FoundRun, position: FolderPosition | null): Generator<RunPart> {
  let at = positionOf(position);
  const { files } = metricFiles(source);
  const nameOf = (file: string) => relative(join(source, 'metrics'), file).replaceAll('\\', '/');
  if (files.some((file) => statSync(file).size < (at.metrics[nameOf(file)] ?? 0))) {
    at = positionOf(null);
    yield { type: 'cut', from: Number.NEGATIVE_INFINITY };
  }
  const gathered = new Gathered();
  const meta = readMeta(join(source, 'meta.yaml'));
  const leftOut: LeftOut[] = [];
  const params = valuesIn(join(source, 'params'), leftOut);
  const tags = valuesIn(join(source, 'tags'), leftOut);
  const row = { name: String(meta.run_name ?? ''), experiment: String((own as { experiment?: string } | undefined)?.experiment ?? '') };
  const times = { startedAt: meta.start_time, endedAt: meta.end_time };
  gathered.add({ type: 'facts', facts: factsOf({ ...row, ...times, status: meta.status, params, tags, datasets: datasetsOf(source) }) });
  for (const one of leftOut) gathered.leaveOut(one);
  let bytes = existsSync(join(source, 'meta.yaml')) ? statSync(join(source, 'meta.yaml')).size : 0;
  for (const file of files) {
    const key = nameOf(file);
    for (const next of readMetric(file, key, at.metrics[key] ?? 0, isOpen(meta.status), gathered)) {
      at.metrics[key] = next;
      if (!gathered.isFull) continue;
      yield* gathered.take();
      yield { type: 'position', position: structuredClone(at), bytes: bytes + next };
    }
    bytes += at.metrics[key] ?? 0;
  }
  yield* gathered.take();
  const end = (): RunPart => ({ type: 'position', position: structuredClone(at), bytes });
  yield* withPositions(artifactParts(join(source, 'artifacts'), at.kept), end);
  yield end();
}

function positionOf(known: FolderPosition | null): FolderPosition {
  return { metrics: byName(known?.metrics), kept: byName(known?.kept) };
}

/** @yields where to go on */
function* readMetric(file: string, key: string, from: number, isBeingWritten: boolean, gathered: Gathered): Generator<number> {
  for (const { text, offset, end, isWhole, isTooLong } of linesOf(file, from, longestLine)) {
    if (!isWhole && isBeingWritten) return;
    const [time, value, step] = text.split(' ');
    const [at, figure, place] = [numberIn(time ?? ''), numberIn(value ?? ''), numberIn(step ?? '0')];
    if (isTooLong || at === null || figure === null || place === null) {
      if (text.trim() !== '')
        gathered.leaveOut({ what: `byte ${offset} of ${file}`, why: 'The line there is not a time, a value and a step.' });
    } else gathered.point(key, place, at, figure);
    yield end;
  }
}

export function metricFiles(source: string): { files: string[]; folders: string[] } {
  const root = join(source, 'metrics');
  const [files, folders]: [string[], string[]] = [[], []];
  if (!existsSync(root) || lstatSync(root).isSymbolicLink()) return { files, folders };
  for (const { path, files: names } of walk(root, [], { links: 'leave' })) {
    folders.push(path);
    files.push(...names.map((name) => join(path, name)));
  }
  return { files, folders };
}

/** A file a name; its whole content is the value. */
function valuesIn(root: string, leftOut: LeftOut[]): [string, string][] {
  if (!existsSync(root) || lstatSync(root).isSymbolicLink()) return [];
  const values: [string, string][] = [];
  for (const { path, files } of walk(root, leftOut, { links: 'leave' })) {
    for (const name of files) {
      const file = join(path, name);
      if (values.length >= mostValues) leftOut.push({ what: file, why: `There are more than ${mostValues} in its folder.` });
      else if (statSync(file).size > longestValue) leftOut.push({ what: file, why: `It is larger than ${longestValue >> 20} MB.` });
      else values.push([relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]);
    }
  }
  return values;
}

/** Names of the data sets that are the run's inputs. */
function datasetsOf(source: string): string[] {
  const inputs = join(source, 'inputs');
  if (!existsSync(inputs)) return [];
  const names = readdirSync(inputs).flatMap((name) => {
    const { source_id: id, source_type: type } = readMeta(join(inputs, name, 'meta.yaml'));
    if (type !== 'DATASET' || typeof id !== 'string' || !/^\w+$/.test(id)) return [];
    const said = readMeta(join(source, '..', 'datasets', id, 'meta.yaml')).name;
    return typeof said === 'string' ? [said] : [];
  });
  return [...new Set(names)];
}
