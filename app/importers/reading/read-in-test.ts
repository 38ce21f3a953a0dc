import type { Desk, Importer, RunPart } from '../../importer.ts';

type Points = { step: number; time: number; value: number }[];

/** What an importer gives of one run, put together: for tests. */
export interface ReadRun {
  name: string;
  parts: RunPart[];
  points: Map<string, Points>;
  params: Record<string, unknown>;
  facts: Record<string, unknown>;
  leftOut: { what: string; why: string }[];
  position: unknown;
}

export async function readAll(importer: Importer, path: string, desk = {} as Desk): Promise<ReadRun[]> {
  const found = await importer.look(path, desk);
  const runs: ReadRun[] = [];
  for (const run of found?.runs ?? []) {
    const parts: RunPart[] = [];
    for await (const part of importer.read(run, null, desk)) parts.push(part);
    runs.push({ name: run.name, ...told(parts) });
  }
  return runs;
}

export function told(parts: RunPart[]): Omit<ReadRun, 'name'> {
  const read: Omit<ReadRun, 'name'> = { parts, points: new Map(), params: {}, facts: {}, leftOut: [], position: null };
  for (const part of parts) {
    if (part.type === 'points') {
      const more = Array.from(part.step, (step, at) => ({ step, time: part.time[at], value: part.value[at] }));
      read.points.set(part.key, [...(read.points.get(part.key) ?? []), ...more]);
    } else if (part.type === 'facts') {
      const { params, ...facts } = part.facts;
      Object.assign(read.facts, facts);
      Object.assign(read.params, params);
    } else if (part.type === 'left-out') read.leftOut.push({ what: part.what, why: part.why });
    else if (part.type === 'position') read.position = part.position;
  }
  return read;
}
