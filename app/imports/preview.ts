import type { ImportCounts, LeftOutEntry } from '../../shared/api/imports.ts';
import type { Desk, RunPart } from '../importer.ts';
import type { Findings } from './find.ts';
import type { ThreadEvent } from './protocol.ts';
import { sentenceOf } from './read-run.ts';

/** A preview reads so much, and no longer than so many milliseconds. */
const mostBytes = 64 * 1024 * 1024;
const mostTime = 3000;
const mostLines = 200;

/** What is met in as much of the runs as can be read while somebody waits. */
export async function preview({ runs, leftOut }: Findings, desk: Desk): Promise<Extract<ThreadEvent, { type: 'preview' }>> {
  const tally = new Tally();
  for (const one of leftOut) tally.add(one);
  const until = performance.now() + mostTime;
  const answer = { runs: [] as Extract<ThreadEvent, { type: 'preview' }>['preview']['runs'], bytes: 0, readBytes: 0 };
  const share = Math.max(64 * 1024, mostBytes / Math.max(1, runs.length));
  for (const { importer, run, entry } of runs) {
    answer.bytes += entry.bytes;
    const counting = new Counting();
    let read = 0;
    const isTimeLeft = performance.now() < until && answer.readBytes < mostBytes;
    if (isTimeLeft) {
      try {
        for await (const part of importer.read(run, null, desk)) {
          if (part.type === 'left-out') tally.add(part);
          else if (part.type === 'position') read = part.bytes;
          else counting.add(part);
          if (read > share || performance.now() > until) break;
        }
      } catch (error) {
        tally.add({ what: run.source, why: sentenceOf(error) });
      }
    }
    answer.readBytes += read;
    const { name, key, source, bytes } = entry;
    answer.runs.push({
      name,
      key,
      importer: importer.name,
      source,
      bytes,
      holds: isTimeLeft ? counting.counts() : null,
      known: null,
      ...(run.table === undefined ? {} : { table: run.table }),
    });
  }
  return { type: 'preview', preview: { ...answer, leftOut: tally.entries() } };
}

/** Counts the same words once. */
export class Tally {
  private readonly counts = new Map<string, LeftOutEntry>();
  private beyond = 0;

  add({ what, why }: { what: string; why: string }): void {
    const key = `${what}\0${why}`;
    const known = this.counts.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.counts.size < mostLines) this.counts.set(key, { what, why, count: 1 });
    else this.beyond += 1;
  }

  entries(): LeftOutEntry[] {
    const rest =
      this.beyond === 0
        ? []
        : [{ what: 'more', why: 'Too many different ones to name; each run says its own in its log.', count: this.beyond }];
    return [...this.counts.values(), ...rest];
  }
}

export class Counting {
  private readonly series = new Set<string>();
  private points = 0;
  private distributions = 0;
  private samples = 0;
  private artifacts = 0;

  add(part: { type: RunPart['type'] } & Partial<{ key: string; step: unknown }>): void {
    switch (part.type) {
      case 'points':
        this.series.add(String(part.key));
        this.points += (part.step as Float64Array).length;
        break;
      case 'distribution':
        this.distributions += 1;
        break;
      case 'artifact':
        this.artifacts += 1;
        break;
      case 'pictures':
      case 'sound':
      case 'text':
      case 'table':
      case 'sample':
        this.samples += 1;
        break;
    }
  }

  counts(): ImportCounts {
    const { points, distributions, samples, artifacts } = this;
    return { series: this.series.size, points, distributions, samples, artifacts };
  }
}
