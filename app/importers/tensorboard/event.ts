import { Wire, WireError } from '../reading/wire.ts';

/** What an event holds, as far as it is taken in. Fields as in tensorflow/core/util/event.proto. */
export interface EventSink {
  /** A figure of old style, by far the most frequent: no object is made for it. */
  scalar(tag: Tag, step: number, time: number, value: number): void;
  /** Everything else; `value` is the message, for the length of the call. */
  value(tag: Tag, step: number, time: number, value: ValueRanges, bytes: Uint8Array): void;
  /** SessionLog START: a writer began (again) at this step. */
  start(step: number): void;
  /** A graph or the like, of which nothing is kept. */
  other(what: string): void;
}

export interface Tag {
  name: string;
  /** Its summary metadata's plugin; the first that was said is right for good. */
  plugin: string | null;
}

/** Where in the bytes the parts of a Summary.Value lie; −1 where it has none. */
export interface ValueRanges {
  metadata: [number, number];
  image: [number, number];
  histogram: [number, number];
  audio: [number, number];
  tensor: [number, number];
  scalar: number | null;
}
const nowhere: [number, number] = [-1, -1];

const others: Record<number, string> = { 4: 'graph', 6: 'log message', 8: 'run metadata', 9: 'meta graph' };
const started = 1;
/** No writer puts as many into one event; each costs far more here than in the file. */
const mostValues = 100_000;

interface Pending {
  tag: Tag;
  scalar: number;
  ranges: ValueRanges | null;
}

/** Reads events one after another. An event that is broken gives nothing. */
export class EventReader {
  private readonly event = new Wire();
  private readonly summary = new Wire();
  private readonly wire = new Wire();
  private readonly tags: Tags;
  private readonly pending: Pending[] = [];
  private readonly summaries: number[] = [];

  constructor(tags: Tags) {
    this.tags = tags;
  }

  /** @throws WireError what is wrong with it */
  read(bytes: Uint8Array, from: number, to: number, sink: EventSink): void {
    const event = this.event.over(bytes, from, to);
    let [time, step, isStart, other] = [0, 0, false, 0];
    this.summaries.length = 0;
    while (event.next()) {
      switch (event.field) {
        case 1:
          event.expect(1);
          time = event.double();
          break;
        case 2:
          event.expect(0);
          step = event.signed();
          break;
        case 5:
          event.expect(2);
          event.range();
          if (this.summaries.length >= 2 * mostValues) throw new WireError(`it has more than ${mostValues} summaries`);
          this.summaries.push(event.from, event.to);
          break;
        case 7:
          event.expect(2);
          event.range();
          isStart = this.isStart(bytes, event.from, event.to);
          break;
        default:
          if (others[event.field] !== undefined) other = event.field;
          event.skip();
      }
    }
    let count = 0;
    for (let at = 0; at < this.summaries.length; at += 2)
      count = this.readSummary(bytes, this.summaries[at], this.summaries[at + 1], count);
    if (isStart) sink.start(step);
    if (other !== 0) sink.other(others[other]);
    for (let at = 0; at < count; at += 1) {
      const { tag, scalar, ranges } = this.pending[at];
      if (ranges === null) sink.scalar(tag, step, time, scalar);
      else sink.value(tag, step, time, ranges, bytes);
    }
  }

  private isStart(bytes: Uint8Array, from: number, to: number): boolean {
    const log = this.summary.over(bytes, from, to);
    let isStart = false;
    while (log.next()) {
      if (log.field === 1 && log.kind === 0) isStart = log.unsigned() === started;
      else log.skip();
    }
    return isStart;
  }

  private readSummary(bytes: Uint8Array, from: number, to: number, before: number): number {
    const summary = this.summary.over(bytes, from, to);
    let count = before;
    while (summary.next()) {
      if (summary.field !== 1) {
        summary.skip();
        continue;
      }
      summary.expect(2);
      summary.range();
      if (count >= mostValues) throw new WireError(`it has more than ${mostValues} values`);
      this.pending[count] ??= { tag: this.tags.named(''), scalar: 0, ranges: null };
      this.readValue(this.wire.over(bytes, summary.from, summary.to), this.pending[count]);
      count += 1;
    }
    return count;
  }

  private readValue(value: Wire, into: Pending): void {
    let tag: Tag | null = null;
    let scalar: number | null = null;
    let ranges: ValueRanges | null = null;
    while (value.next()) {
      switch (value.field) {
        case 1:
          value.expect(2);
          value.range();
          tag = this.tags.at(value.bytes, value.from, value.to);
          break;
        case 2:
          value.expect(5);
          scalar = value.float();
          break;
        case 4:
        case 5:
        case 6:
        case 8:
        case 9:
          value.expect(2);
          value.range();
          ranges ??= { metadata: nowhere, image: nowhere, histogram: nowhere, audio: nowhere, tensor: nowhere, scalar: null };
          ranges[parts[value.field]] = [value.from, value.to];
          break;
        default:
          value.skip();
      }
    }
    into.tag = tag ?? this.tags.named('');
    into.scalar = scalar ?? Number.NaN;
    if (ranges === null && scalar === null)
      ranges = { metadata: nowhere, image: nowhere, histogram: nowhere, audio: nowhere, tensor: nowhere, scalar: null };
    if (ranges !== null) ranges.scalar = scalar;
    into.ranges = ranges;
  }
}

const parts: Record<number, Exclude<keyof ValueRanges, 'scalar'>> = { 4: 'image', 5: 'histogram', 6: 'audio', 8: 'tensor', 9: 'metadata' };
const longestTag = 4096;

interface KnownTag {
  bytes: Uint8Array;
  tag: Tag;
  /** In the order in which they came. */
  place: number;
}

/** Tags by the bytes of their names: most values need no string. */
export class Tags {
  private readonly byHash = new Map<number, KnownTag[]>();
  private readonly order: KnownTag[] = [];
  private next = 0;
  private readonly byName = new Map<string, Tag>();

  at(bytes: Uint8Array, from: number, to: number): Tag {
    // A writer logs its tags in the same order again and again.
    const expected = this.order[this.next];
    this.next = this.next + 1 < this.order.length ? this.next + 1 : 0;
    if (expected !== undefined && isSame(expected.bytes, bytes, from, to)) return expected.tag;
    if (to - from > longestTag) throw new WireError(`a tag has ${to - from} bytes`);
    const known = this.find(bytes, from, to);
    this.next = (known.place + 1) % this.order.length;
    return known.tag;
  }

  private find(bytes: Uint8Array, from: number, to: number): KnownTag {
    let hash = 2166136261;
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ bytes[at], 16777619);
    let bucket = this.byHash.get(hash);
    if (bucket === undefined) {
      bucket = [];
      this.byHash.set(hash, bucket);
    }
    for (const known of bucket) if (isSame(known.bytes, bytes, from, to)) return known;
    const own = Uint8Array.prototype.slice.call(bytes, from, to);
    const made = { bytes: own, tag: this.named(new TextDecoder().decode(own)), place: this.order.length };
    bucket.push(made);
    this.order.push(made);
    return made;
  }

  named(name: string): Tag {
    let tag = this.byName.get(name);
    if (tag === undefined) {
      tag = { name, plugin: null };
      this.byName.set(name, tag);
    }
    return tag;
  }

  /** Those whose plugin was said, for going on later. */
  plugins(): [string, string][] {
    return [...this.byName.values()].flatMap(({ name, plugin }) => (plugin === null ? [] : [[name, plugin] as [string, string]]));
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[from + at]) return false;
  return true;
}
