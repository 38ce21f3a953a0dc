import type { Connection } from './connection.ts';
import { packColumns, unpackColumns } from './columns.ts';
import { damagedDatabase } from './explain.ts';
import type { Points } from './points.ts';
import { nodeColumns, nodesFromColumns, type Nodes } from './pyramid.ts';

/** Decoded chunks and pyramid pages, the least recently used forgotten beyond this many bytes. */
const cacheBytes = 256 * 1024 * 1024;

/** Sealed columns on the disk, read through a cache: this process is the only writer, so what is cached is what is stored. */
export interface Blocks {
  /** The chunk that begins at `position`. */
  points(series: number, position: number): Points;
  nodes(series: number, level: number, page: number): Nodes | null;
  /** `replaces`: a chunk begins there already; true where that is not known. */
  writePoints(series: number, position: number, points: Points, replaces?: boolean): void;
  writeNodes(series: number, level: number, page: number, nodes: Nodes): void;
  /** Chunks from `position` on are gone. */
  removePoints(series: number, position: number): void;
  removeNodes(series: number, level: number, page: number): void;
  /** After a rollback, or a change behind the cache's back. */
  forget(series?: number): void;
}

export function openBlocks(connection: Connection): Blocks {
  const cache = new Map<number, Map<number, Entry>>();
  const entries = new Set<Entry>();
  let held = 0;

  function remember(series: number, place: number, columns: Float64Array[], content: Points | Nodes): void {
    drop(series, place);
    const ofSeries = cache.get(series) ?? new Map<number, Entry>();
    cache.set(series, ofSeries);
    const entry: Entry = { series, place, content, bytes: columns.reduce((total, column) => total + column.byteLength, 0), used: ++clock };
    ofSeries.set(place, entry);
    entries.add(entry);
    held += entry.bytes;
    if (held > cacheBytes) evict();
  }
  function drop(series: number, place: number): void {
    const entry = cache.get(series)?.get(place);
    if (!entry) return;
    cache.get(series)?.delete(place);
    entries.delete(entry);
    held -= entry.bytes;
  }
  /** Down to three quarters at a time, so that the sort is rare. */
  function evict(): void {
    for (const { series, place } of [...entries].sort((a, b) => a.used - b.used)) {
      if (held <= cacheBytes * 0.75 || entries.size === 1) break;
      drop(series, place);
    }
  }
  let clock = 0;
  function recall(series: number, place: number): Points | Nodes | null {
    const entry = cache.get(series)?.get(place);
    if (!entry) return null;
    entry.used = ++clock;
    return entry.content;
  }

  return {
    points(series, position) {
      const place = placeOf(0, position);
      const known = recall(series, place);
      if (known) return known as Points;
      const row = connection.sql('SELECT points FROM chunk WHERE series = ? AND position = ?').get(series, position);
      if (!row) throw new Error(`series ${series} has no chunk at ${position}`);
      const columns = unpacked(connection, row.points);
      const points = { step: columns[0], time: columns[1], value: columns[2] };
      remember(series, place, columns, points);
      return points;
    },
    nodes(series, level, page) {
      const place = placeOf(level, page);
      const known = recall(series, place);
      if (known) return known as Nodes;
      const row = connection.sql('SELECT nodes FROM pyramid WHERE series = ? AND level = ? AND page = ?').get(series, level, page);
      if (!row) return null;
      const columns = unpacked(connection, row.nodes);
      const nodes = nodesFromColumns(columns);
      remember(series, place, columns, nodes);
      return nodes;
    },
    writePoints(series, position, points, replaces = true) {
      const { step, time, value } = points;
      if (replaces) connection.sql('DELETE FROM chunk WHERE series = ? AND position = ?').run(series, position);
      connection
        .sql('INSERT INTO chunk (series, position, from_step, to_step, from_time, to_time, points) VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(series, position, step[0], step[step.length - 1], time[0], time[time.length - 1], packColumns([step, time, value]));
      drop(series, placeOf(0, position));
    },
    writeNodes(series, level, page, nodes) {
      connection
        .sql(
          `INSERT INTO pyramid (series, level, page, nodes) VALUES (?, ?, ?, ?)
           ON CONFLICT (series, level, page) DO UPDATE SET nodes = excluded.nodes`,
        )
        .run(series, level, page, packColumns(nodeColumns(nodes)));
      drop(series, placeOf(level, page));
    },
    removePoints(series, position) {
      connection.sql('DELETE FROM chunk WHERE series = ? AND position >= ?').run(series, position);
      this.forget(series);
    },
    removeNodes(series, level, page) {
      connection.sql('DELETE FROM pyramid WHERE series = ? AND level = ? AND page >= ?').run(series, level, page);
      this.forget(series);
    },
    forget(series) {
      for (const id of series === undefined ? [...cache.keys()] : [series]) {
        for (const place of [...(cache.get(id)?.keys() ?? [])]) drop(id, place);
        cache.delete(id);
      }
    },
  };
}

/** @throws StudioError damaged: SQLite knows its pages, not what was written into them */
function unpacked({ folder }: Connection, block: unknown): Float64Array[] {
  try {
    const columns = unpackColumns(block as Uint8Array);
    if (columns.length < 3) throw new Error('a block of a curve is empty');
    return columns;
  } catch (cause) {
    throw damagedDatabase(folder, cause);
  }
}

interface Entry {
  series: number;
  place: number;
  content: Points | Nodes;
  bytes: number;
  used: number;
}

/** Level 0 is for chunks. Pages and positions stay far below 2^46. */
function placeOf(level: number, index: number): number {
  return index * 64 + level;
}
