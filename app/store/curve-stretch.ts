import type { Points } from './points.ts';
import type { Nodes } from './pyramid.ts';

/** Columns of an answer, growing; kept from answer to answer, because ten fresh megabytes each keep the collector at work. */
export class CurveWriter {
  series: Uint16Array;
  step: Float64Array;
  time: Float64Array;
  value: Float64Array;
  length = 0;
  /** False once a recorded point of the view was left out. */
  exact = true;
  readonly stretch = new Stretch(this);

  constructor(capacity: number) {
    this.series = new Uint16Array(capacity);
    this.step = new Float64Array(capacity);
    this.time = new Float64Array(capacity);
    this.value = new Float64Array(capacity);
  }

  /** Empty again, with room for `capacity` points. */
  restart(capacity: number): this {
    this.length = 0;
    this.exact = true;
    while (this.series.length < capacity) this.grow();
    return this;
  }

  /** For `push`, which does not look: so many more fit. */
  makeRoom(points: number): void {
    if (this.length + points > this.series.length) this.grow();
  }

  push(series: number, step: number, time: number, value: number): void {
    const at = this.length++;
    this.series[at] = series;
    this.step[at] = step;
    this.time[at] = time;
    this.value[at] = value;
  }

  sortBySteps(from: number): void {
    const order = Array.from({ length: this.length - from }, (_, index) => from + index).sort((a, b) => this.step[a] - this.step[b]);
    for (const column of [this.step, this.time, this.value]) {
      const sorted = Float64Array.from(order, (index) => column[index]);
      column.set(sorted, from);
    }
  }

  columns(): { series: Uint16Array; step: Float64Array; time: Float64Array; value: Float64Array; exact: boolean } {
    const { length } = this;
    return {
      series: this.series.subarray(0, length),
      step: this.step.subarray(0, length),
      time: this.time.subarray(0, length),
      value: this.value.subarray(0, length),
      exact: this.exact,
    };
  }

  private grow(): void {
    const wider = (column: Float64Array) => {
      const to = new Float64Array(column.length * 2);
      to.set(column);
      return to;
    };
    const series = new Uint16Array(this.series.length * 2);
    series.set(this.series);
    this.series = series;
    this.step = wider(this.step);
    this.time = wider(this.time);
    this.value = wider(this.value);
  }
}

/**
 * The points of one pixel, gathered in order and written when the next pixel begins: all where there are at most four, else first,
 * lowest, highest and last. An infinite value is the lowest or highest there is. NaN is neither: the first NaN of a stretch is
 * written in the place of the first point (of the last point in a view's first stretch, so that a view's ends are always there;
 * a view that is one single stretch may get five).
 */
export class Stretch {
  private readonly writer: CurveWriter;
  private series = 0;
  private column = Number.NaN;
  private written = 0;
  /** Points gathered; the first four of them are kept as they are while `isWhole`. */
  private count = 0;
  private isWhole = true;
  private readonly whole = new Float64Array(12);
  /** step, time, value of first, lowest, highest, last and first NaN. */
  private readonly kept = new Float64Array(15);
  private hasNan = false;

  constructor(writer: CurveWriter) {
    this.writer = writer;
  }

  /** For the first pixel of another series. */
  restart(series: number): this {
    this.series = series;
    this.column = Number.NaN;
    this.written = 0;
    this.count = 0;
    return this;
  }

  begin(column: number): void {
    if (column === this.column) return;
    if (this.count > 0) this.write(false);
    this.column = column;
    this.count = 0;
    this.isWhole = true;
    this.hasNan = false;
  }

  end(): void {
    if (this.count > 0) this.write(true);
    this.count = 0;
  }

  isAt(column: number): boolean {
    return column === this.column && this.count > 0;
  }

  /** A whole pixel at once, none of it NaN: what begin, addPoints and the next begin come to, without the way through `kept`. */
  writePixel(column: number, points: Points, first: number, last: number, low: number, high: number): void {
    this.beginPixel(column);
    const { step, time, value } = points;
    const { series, writer } = this;
    if (last - first < 4) {
      for (let index = first; index <= last; index++) writer.push(series, step[index], time[index], value[index]);
      return;
    }
    writer.exact = false;
    writer.push(series, step[first], time[first], value[first]);
    const one = low < high ? low : high;
    const two = low < high ? high : low;
    const isLast = (index: number) => step[index] === step[last] && value[index] === value[last] && time[index] === time[last];
    // The lowest and the highest are the first of their value: neither can be the first point again but by being its index.
    if (one !== first && !isLast(one)) writer.push(series, step[one], time[one], value[one]);
    if (two !== first && two !== one && !isLast(two)) writer.push(series, step[two], time[two], value[two]);
    writer.push(series, step[last], time[last], value[last]);
  }

  private beginPixel(column: number): void {
    this.begin(column);
    this.written++;
    this.writer.makeRoom(4);
  }

  addPoints(points: Points, first: number, last: number, low: number, high: number, nan: number): void {
    const { step, time, value } = points;
    const added = last - first + 1;
    if (this.count + added <= 4 && this.isWhole) {
      for (let index = first; index <= last; index++) {
        const to = (this.count + index - first) * 3;
        this.whole[to] = step[index];
        this.whole[to + 1] = time[index];
        this.whole[to + 2] = value[index];
      }
    } else this.isWhole = false;
    const { kept } = this;
    if (this.count === 0) this.keep(0, step[first], time[first], value[first]);
    if (this.count === 0 || value[low] < kept[5] || Number.isNaN(kept[5])) this.keep(3, step[low], time[low], value[low]);
    if (this.count === 0 || value[high] > kept[8] || Number.isNaN(kept[8])) this.keep(6, step[high], time[high], value[high]);
    if (nan >= 0 && !this.hasNan) {
      this.hasNan = true;
      this.keep(12, step[nan], time[nan], Number.NaN);
    }
    this.keep(9, step[last], time[last], value[last]);
    this.count += added;
  }

  addNodes(nodes: Nodes, first: number, last: number, low: number, high: number, nan: number): void {
    const { kept } = this;
    this.isWhole = false;
    if (this.count === 0) this.keep(0, nodes.firstStep[first], nodes.firstTime[first], nodes.first[first]);
    if (this.count === 0 || nodes.min[low] < kept[5] || Number.isNaN(kept[5]))
      this.keep(3, nodes.minStep[low], nodes.minTime[low], nodes.min[low]);
    if (this.count === 0 || nodes.max[high] > kept[8] || Number.isNaN(kept[8])) {
      this.keep(6, nodes.maxStep[high], nodes.maxTime[high], nodes.max[high]);
    }
    if (nan >= 0 && !this.hasNan) {
      this.hasNan = true;
      this.keep(12, nodes.nanStep[nan], nodes.nanTime[nan], Number.NaN);
    }
    this.keep(9, nodes.lastStep[last], nodes.lastTime[last], nodes.last[last]);
    this.count += 5; // more than four, whatever the level
  }

  private keep(at: number, step: number, time: number, value: number): void {
    this.kept[at] = step;
    this.kept[at + 1] = time;
    this.kept[at + 2] = value;
  }

  private write(isEnd: boolean): void {
    const { kept, whole, writer } = this;
    this.written++;
    writer.makeRoom(5);
    if (this.isWhole) {
      for (let point = 0; point < this.count; point++)
        writer.push(this.series, whole[point * 3], whole[point * 3 + 1], whole[point * 3 + 2]);
      return;
    }
    writer.exact = false;
    const needsNan = this.hasNan && !Number.isNaN(kept[2]) && !Number.isNaN(kept[11]);
    const hasFirst = !needsNan || this.written === 1;
    const hasLast = !needsNan || this.written > 1 || isEnd;
    if (hasFirst) this.push(0);
    // Between first and last: lowest, highest and NaN in the order of their steps, each point once.
    const isLowFirst = kept[3] < kept[6] || (kept[3] === kept[6] && kept[4] <= kept[7]);
    const one = isLowFirst ? 3 : 6;
    const two = 9 - one;
    const hasExtremes = !Number.isNaN(kept[5]);
    const hasOne = hasExtremes && !(hasFirst && this.isSame(one, 0)) && !(hasLast && this.isSame(one, 9));
    const hasTwo = hasExtremes && !(hasFirst && this.isSame(two, 0)) && !(hasLast && this.isSame(two, 9)) && !this.isSame(two, one);
    const nanAt = !needsNan ? 3 : hasExtremes && kept[12] < kept[one] ? 0 : hasExtremes && kept[12] < kept[two] ? 1 : 2;
    if (nanAt === 0) this.push(12);
    if (hasOne) this.push(one);
    if (nanAt === 1) this.push(12);
    if (hasTwo) this.push(two);
    if (nanAt === 2) this.push(12);
    if (hasLast) this.push(9);
  }

  private push(at: number): void {
    this.writer.push(this.series, this.kept[at], this.kept[at + 1], this.kept[at + 2]);
  }

  private isSame(one: number, two: number): boolean {
    const { kept } = this;
    return kept[one] === kept[two] && kept[one + 1] === kept[two + 1] && kept[one + 2] === kept[two + 2];
  }
}
