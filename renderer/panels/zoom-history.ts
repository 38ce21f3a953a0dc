import type { PageView } from './page-view.ts';

type Range = PageView['range'];

/** Where one was before each zoom on one axis; to be told the page's range whenever it may have changed. */
export class ZoomHistory {
  private readonly past: Range[] = [];
  private axis: PageView['axis'] | null = null;
  private current: Range = null;

  see({ axis, range }: Pick<PageView, 'axis' | 'range'>): void {
    // A stretch of one axis is none of another.
    if (axis !== this.axis) this.past.length = 0;
    else if (!isSame(range, this.current)) this.past.push(this.current);
    this.axis = axis;
    this.current = range;
  }

  /** One zoom back: all where nothing is known from before. */
  back(): Range {
    this.current = this.past.pop() ?? null;
    return this.current;
  }
}

function isSame(one: Range, other: Range): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}
