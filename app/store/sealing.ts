import type { Blocks } from './blocks.ts';
import type { Connection } from './connection.ts';
import { PointBuffer, slicePoints, type Points } from './points.ts';
import { baseLevel, chunkPoints, joinNodes, nodesOfPairs, nodesOfPoints, pageNodes, sliceNodes, type Nodes } from './pyramid.ts';
import { numberOf, type SeriesState } from './series-state.ts';

/**
 * Where a series' points lie: whole chunks with a pyramid over them, then at most one short chunk, then rows of the tail table.
 * `tail` is short chunk and rows together, in memory once asked for.
 */
export interface Tails {
  /** Everything after the whole chunks. */
  of(state: SeriesState): PointBuffer;
  /** The same, if it is in memory already. */
  known(state: SeriesState): PointBuffer | undefined;
  forget(series?: number): void;
}

const chunksASlice = 16;

export function sealedOf(state: SeriesState): number {
  return Math.floor(state.stored / chunkPoints) * chunkPoints;
}

export function openTails(connection: Connection, blocks: Blocks): Tails {
  const tails = new Map<number, PointBuffer>();
  return {
    of(state) {
      const known = tails.get(state.id);
      if (known) return known;
      const tail = new PointBuffer();
      const sealed = sealedOf(state);
      if (state.stored > sealed) tail.append(blocks.points(state.id, sealed));
      if (state.count > state.stored) readRows(state.id, tail);
      if (tails.size > 2000) tails.delete(tails.keys().next().value as number);
      tails.set(state.id, tail);
      return tail;
    },
    known: (state) => tails.get(state.id),
    forget(series) {
      if (series === undefined) tails.clear();
      else tails.delete(series);
    },
  };

  function readRows(series: number, tail: PointBuffer): void {
    const rows = connection.sql('SELECT step, time, value FROM tail WHERE series = ? ORDER BY position').raw();
    for (const row of rows.iterate(series)) {
      const [step, time, value] = row as unknown as [number, number, number | null];
      tail.push(step, time, numberOf(value));
    }
  }
}

export interface Sealing {
  /**
   * Moves the tail, and `more` after it, into chunks: whole ones with their pyramid, the rest as the short one; `slice` stops after
   * 16 whole chunks. Inside a transaction; the state is changed in place.
   */
  seal(state: SeriesState, options?: { more?: Points; slice?: boolean }): void;
  /** Keeps the first `count` points. Inside a transaction; the summary is the caller's. */
  cut(state: SeriesState, count: number): void;
}

export function openSealing(connection: Connection, blocks: Blocks, tails: Tails): Sealing {
  function seal(state: SeriesState, { more, slice = false }: { more?: Points; slice?: boolean } = {}): void {
    const tail = tails.of(state);
    const sealed = sealedOf(state);
    const isShortReplaced = state.stored > sealed;
    const hasRows = tail.length > state.stored - sealed;
    if (more) tail.append(more);
    const whole = Math.floor(tail.length / chunkPoints);
    const taken = slice ? Math.min(whole, chunksASlice) : whole;
    for (let chunk = 0; chunk < taken; chunk++) {
      const points = tail.points(chunk * chunkPoints, (chunk + 1) * chunkPoints);
      blocks.writePoints(state.id, sealed + chunk * chunkPoints, points, chunk === 0 && isShortReplaced);
    }
    const end = sealed + taken * chunkPoints;
    if (taken > 0) growPyramid(state.id, sealed, tail.points(0, taken * chunkPoints));
    tail.dropFirst(taken * chunkPoints);
    // What is left of a slice stays rows when it is more than a chunk: the next slice takes it.
    const short = tail.length < chunkPoints ? tail.length : 0;
    if (short > 0) blocks.writePoints(state.id, end, tail.points(), taken === 0 && isShortReplaced);
    state.stored = end + short;
    if (hasRows) connection.sql('DELETE FROM tail WHERE series = ? AND position < ?').run(state.id, state.stored);
  }

  /** Every level's nodes that the new whole chunks complete, appended to its last page. */
  function growPyramid(series: number, sealed: number, points: Points): void {
    let nodes = nodesOfPoints(points);
    const end = sealed + points.step.length;
    for (let level = baseLevel; end >= 2 ** level; level++) {
      const from = Math.floor(sealed / 2 ** level);
      if (level > baseLevel) {
        const below = Math.floor(sealed / 2 ** (level - 1));
        // An odd node that waited at the end of the level below is the left half of the first new one.
        if (below % 2 === 1) nodes = joinNodes([lastNode(series, level - 1, below - 1), nodes]);
        nodes = nodesOfPairs(nodes);
      }
      appendNodes(series, level, from, nodes);
    }
  }

  function lastNode(series: number, level: number, index: number): Nodes {
    const page = blocks.nodes(series, level, Math.floor(index / pageNodes));
    if (!page) throw new Error(`series ${series} lacks its pyramid page at level ${level}, node ${index}`);
    return sliceNodes(page, index % pageNodes, (index % pageNodes) + 1);
  }

  function appendNodes(series: number, level: number, from: number, nodes: Nodes): void {
    let taken = 0;
    while (taken < nodes.first.length) {
      const index = from + taken;
      const page = Math.floor(index / pageNodes);
      const filled = index % pageNodes;
      const fresh = sliceNodes(nodes, taken, Math.min(nodes.first.length, taken + pageNodes - filled));
      const before = filled > 0 ? blocks.nodes(series, level, page) : null;
      blocks.writeNodes(series, level, page, before ? joinNodes([sliceNodes(before, 0, filled), fresh]) : fresh);
      taken += fresh.first.length;
    }
  }

  function cut(state: SeriesState, count: number): void {
    connection.sql('DELETE FROM tail WHERE series = ? AND position >= ?').run(state.id, count);
    if (count < state.stored) {
      const sealed = Math.floor(count / chunkPoints) * chunkPoints;
      const rest = count > sealed ? slicePoints(blocks.points(state.id, sealed), 0, count - sealed) : null;
      const wasSealed = sealedOf(state);
      blocks.removePoints(state.id, sealed);
      if (rest) blocks.writePoints(state.id, sealed, rest);
      for (let level = baseLevel; wasSealed >= 2 ** level; level++) trimLevel(state.id, level, Math.floor(sealed / 2 ** level));
      state.stored = count;
    }
    state.count = count;
    tails.forget(state.id);
  }

  function trimLevel(series: number, level: number, nodes: number): void {
    const page = Math.floor(nodes / pageNodes);
    const kept = nodes % pageNodes;
    const last = kept > 0 ? blocks.nodes(series, level, page) : null;
    blocks.removeNodes(series, level, page);
    if (last) blocks.writeNodes(series, level, page, sliceNodes(last, 0, kept));
  }

  return { seal, cut };
}
