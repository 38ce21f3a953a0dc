import type { LeftOut, RunPart } from '../../importer.ts';
import { Columns } from './columns.ts';

/** Handed over together: so many points, or so many bytes of pictures and the like. */
const pointsAtOnce = 30_000;
const bytesAtOnce = 4 << 20;
const mostTold = 5000;

/** Parts of one run until they are handed over: points by series, everything else in order; the same loss is told once. */
export class Gathered {
  private readonly columns = new Map<string, Columns>();
  private readonly told = new Set<string>();
  private parts: RunPart[] = [];
  private points = 0;
  private bytes = 0;

  point(key: string, step: number, time: number, value: number): void {
    const name = key === '' ? '(no name)' : key;
    let columns = this.columns.get(name);
    if (columns === undefined) {
      columns = new Columns();
      this.columns.set(name, columns);
    }
    columns.push(step, time, value);
    this.points += 1;
  }

  add(part: RunPart, bytes = 2000): void {
    this.parts.push(part);
    this.bytes += bytes;
  }

  leaveOut({ what, why }: LeftOut): void {
    const said = `${what}\0${why}`;
    if (this.told.has(said) || this.told.size >= mostTold) return;
    this.told.add(said);
    this.add({ type: 'left-out', what, why });
  }

  get isFull(): boolean {
    return this.points >= pointsAtOnce || this.bytes >= bytesAtOnce;
  }

  *take(): Generator<RunPart> {
    const { parts } = this;
    this.parts = [];
    this.bytes = 0;
    this.points = 0;
    yield* parts;
    for (const [key, columns] of this.columns) if (columns.length > 0) yield columns.take(key);
  }
}
