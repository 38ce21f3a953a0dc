import type { BandsAnswer } from '../api-client.ts';

type Tell = (change: { answer: BandsAnswer; error: null } | { error: unknown }) => void;
const leastPause = 500;
const afterRefusal = 1000;
const longestPause = 30_000;

/** Asks once, and again after changes: never while an answer is due, and with pauses three times as long as an answer takes. */
export class BandFollower {
  private readonly ask: (signal: AbortSignal) => Promise<BandsAnswer>;
  private readonly tell: Tell;
  private readonly end = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isDue = false;
  private isStale = false;
  private refusals = 0;
  private pause = leastPause;

  constructor(ask: (signal: AbortSignal) => Promise<BandsAnswer>, tell: Tell) {
    this.ask = ask;
    this.tell = tell;
    void this.load();
  }

  changed(): void {
    this.isStale = true;
    if (!this.isDue && this.timer === undefined) this.later(this.pause);
  }

  stop(): void {
    this.end.abort();
    clearTimeout(this.timer);
  }

  private later(wait: number): void {
    this.timer = setTimeout(() => void this.load(), wait);
  }

  private async load(): Promise<void> {
    this.timer = undefined;
    this.isDue = true;
    this.isStale = false;
    const began = performance.now();
    try {
      const answer = await this.ask(this.end.signal);
      this.refusals = 0;
      if (!this.end.signal.aborted) this.tell({ answer, error: null });
    } catch (error) {
      this.refusals += 1;
      if (!this.end.signal.aborted) this.tell({ error });
    }
    this.isDue = false;
    if (this.end.signal.aborted) return;
    this.pause = Math.max(leastPause, 3 * (performance.now() - began));
    if (this.refusals > 0) this.later(Math.min(longestPause, afterRefusal * 2 ** (this.refusals - 1)));
    else if (this.isStale) this.later(this.pause);
  }
}
