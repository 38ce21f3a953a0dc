/** Recorded points as columns, in recorded order. */
export interface Points {
  step: Float64Array;
  time: Float64Array;
  value: Float64Array;
}

/** Nothing is taken before the first point: thousands of series come in with their points at once. */
const none = new Float64Array(0);

/** Points that grow at the end and lose at the beginning. */
export class PointBuffer {
  step = none;
  time = none;
  value = none;
  length = 0;

  push(step: number, time: number, value: number): void {
    if (this.length === this.step.length) this.grow(Math.max(64, this.length * 2));
    this.step[this.length] = step;
    this.time[this.length] = time;
    this.value[this.length] = value;
    this.length++;
  }

  append(points: Points): void {
    const length = this.length + points.step.length;
    if (length > this.step.length) this.grow(Math.max(length, this.step.length * 2));
    this.step.set(points.step, this.length);
    this.time.set(points.time, this.length);
    this.value.set(points.value, this.length);
    this.length = length;
  }

  /** Views, valid until the next change. */
  points(from = 0, to = this.length): Points {
    return { step: this.step.subarray(from, to), time: this.time.subarray(from, to), value: this.value.subarray(from, to) };
  }

  dropFirst(count: number): void {
    if (count === 0) return;
    for (const column of [this.step, this.time, this.value]) column.copyWithin(0, count, this.length);
    this.length -= count;
    // After a whole import is sealed its room is given back.
    if (this.step.length > 65536 && this.length < this.step.length / 8) this.grow(Math.max(64, this.length * 2));
  }

  private grow(capacity: number): void {
    const grown = (column: Float64Array) => {
      const to = new Float64Array(capacity);
      to.set(column.subarray(0, this.length));
      return to;
    };
    this.step = grown(this.step);
    this.time = grown(this.time);
    this.value = grown(this.value);
  }
}

export function slicePoints(points: Points, from: number, to: number): Points {
  return { step: points.step.slice(from, to), time: points.time.slice(from, to), value: points.value.slice(from, to) };
}

/** First index whose number is ≥ `bound` in an ascending column; its length where there is none. */
export function lowerBound(column: Float64Array, bound: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
