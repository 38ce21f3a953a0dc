import type { RunPart } from '../../importer.ts';

const first = 256;

/** Points of one series that grow until they are handed over. */
export class Columns {
  private step = new Float64Array(first);
  private time = new Float64Array(first);
  private value = new Float64Array(first);
  length = 0;

  push(step: number, time: number, value: number): void {
    if (this.length === this.step.length) {
      this.step = grown(this.step);
      this.time = grown(this.time);
      this.value = grown(this.value);
    }
    this.step[this.length] = step;
    this.time[this.length] = time;
    this.value[this.length] = value;
    this.length += 1;
  }

  take(key: string): RunPart {
    const { length } = this;
    this.length = 0;
    return { type: 'points', key, step: this.step.slice(0, length), time: this.time.slice(0, length), value: this.value.slice(0, length) };
  }
}

function grown(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
