import type { TakenPart } from '../store/store.ts';

/** One transaction of the store: short enough that nobody waits for it. */
const pointsAtOnce = 16_384;
const bytesAtOnce = 2 * 1024 * 1024;
/** A run whose importer gives no position so long is stored without one: only where it is new, and so all or nothing. */
const mostWithoutPosition = 4;

export interface Batch {
  parts: TakenPart[];
  /** Undefined where the parts after the last one are not whole yet. */
  position: unknown;
  bytes: number | null;
  /** In transactions. */
  weight: number;
}

/** Gathers parts until they are worth a transaction. */
export class Gathering {
  private parts: TakenPart[] = [];
  private weight = 0;
  /** What of it lies before the last position. */
  private whole = { parts: 0, weight: 0 };
  /** Parts have gone out that no position has followed. */
  private isAhead = false;
  private readonly isNew: boolean;

  constructor(isNew: boolean) {
    this.isNew = isNew;
  }

  /** @returns a batch that is due, else null */
  add(parts: TakenPart[]): Batch | null {
    for (const part of parts) {
      this.parts.push(part);
      this.weight += weightOf(part);
    }
    return this.isNew && this.weight >= mostWithoutPosition ? this.batch(undefined, null) : null;
  }

  /** Everything before it is whole. @returns a batch where one is due, or all that is left is asked for */
  mark(position: unknown, bytes: number, isLast = false): Batch | null {
    this.whole = { parts: this.parts.length, weight: this.weight };
    this.isAhead = false;
    return this.weight >= 1 || isLast ? this.batch(position, bytes) : null;
  }

  /** Forgets what came after the last position. @returns whether some of it has gone out already */
  takeBack(): boolean {
    this.parts.length = this.whole.parts;
    this.weight = this.whole.weight;
    return this.isAhead;
  }

  private batch(position: unknown, bytes: number | null): Batch {
    const { parts, weight } = this;
    this.parts = [];
    this.weight = 0;
    this.whole = { parts: 0, weight: 0 };
    this.isAhead = position === undefined;
    return { parts, position, bytes, weight };
  }
}

/** Shares of a transaction. */
function weightOf(part: TakenPart): number {
  if (part.type === 'points') return (part.step.length + 64) / pointsAtOnce;
  if (part.type === 'sample') {
    return Object.values(part.tensors).reduce((total, { data }) => total + data.byteLength, 20_000) / bytesAtOnce;
  }
  if (part.type === 'distribution') return (part.distribution.counts.byteLength + 1000) / (bytesAtOnce / 4);
  if (part.type === 'artifact') return ((part.content instanceof Uint8Array ? part.content.length : 0) + 20_000) / bytesAtOnce;
  return 200 / bytesAtOnce;
}
