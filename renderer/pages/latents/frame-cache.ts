/** One generated picture (or point) of a walk: row `index` of what came back together. */
export interface Frame<Made> {
  made: Made;
  index: number;
}
export interface FrameCacheOptions<Made> {
  frames: number;
  /** Generates these frames together, in this order. */
  make: (frames: number[]) => Promise<Made>;
  /** Frames have come, or could not be made. */
  onChange: () => void;
  batch?: number;
  /** How far ahead of the wanted frame is made while nothing else is asked. */
  reach?: number;
}

/**
 * The frames of one walk. The newest wish wins, one ask is in flight at a time, and each carries neighbours in the
 * direction of travel; once the wish is there, the rest around it follows. So a scrub draws from memory most of the time.
 */
export class FrameCache<Made> {
  error: unknown = null;
  private readonly options: FrameCacheOptions<Made>;
  private readonly held = new Map<number, Frame<Made>>();
  private wanted = 0;
  private direction = 1;
  private isBusy = false;
  private isClosed = false;

  constructor(options: FrameCacheOptions<Made>) {
    this.options = options;
  }

  get(frame: number): Frame<Made> | undefined {
    return this.held.get(frame);
  }
  get size(): number {
    return this.held.size;
  }

  want(frame: number): void {
    if (frame !== this.wanted) this.direction = frame > this.wanted ? 1 : -1;
    this.wanted = frame;
    void this.fill();
  }
  retry(): void {
    this.error = null;
    void this.fill();
  }
  close(): void {
    this.isClosed = true;
  }

  private async fill(): Promise<void> {
    if (this.isBusy || this.isClosed || this.error) return;
    this.isBusy = true;
    for (let frames = this.next(); frames.length > 0 && !this.isClosed; frames = this.next()) {
      try {
        const made = await this.options.make(frames);
        frames.forEach((frame, index) => {
          this.held.set(frame, { made, index });
        });
      } catch (error) {
        this.error = error;
      }
      if (this.isClosed) return;
      this.options.onChange();
      if (this.error) break;
    }
    this.isBusy = false;
  }

  /** The wish first, then what lies ahead, then behind; never more than a batch, so that the next wish waits little. */
  private next(): number[] {
    const { frames, batch = 8, reach = 48 } = this.options;
    const found: number[] = [];
    const take = (frame: number) => {
      if (frame >= 0 && frame < frames && !this.held.has(frame) && found.length < batch) found.push(frame);
    };
    take(this.wanted);
    for (let distance = 1; distance <= reach && found.length < batch; distance++) take(this.wanted + distance * this.direction);
    for (let distance = 1; distance <= reach && found.length < batch; distance++) take(this.wanted - distance * this.direction);
    return found;
  }
}
