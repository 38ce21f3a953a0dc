import type { Points } from './points.ts';

/**
 * A node stands for 2^level points on end and keeps the exact first, lowest, highest and last of them, whole points each, so that
 * a curve drawn from nodes shows recorded points only. ±Infinity are the lowest and highest there are; NaN is neither, so a node
 * keeps its first NaN apart. Nodes of level 4 (16 points) come from points, each further level from pairs of the one below.
 */
export const baseLevel = 4;
export const basePoints = 1 << baseLevel;
/** Nodes a stored page: a page of the base level covers one chunk. */
export const pageNodes = 256;
export const chunkPoints = pageNodes << baseLevel;

/** Columns of a run of nodes. `mean` is over the finite values and `finite` counts them; a node without NaN has NaN in `nanStep`. */
export interface Nodes {
  firstStep: Float64Array;
  firstTime: Float64Array;
  first: Float64Array;
  minStep: Float64Array;
  minTime: Float64Array;
  min: Float64Array;
  maxStep: Float64Array;
  maxTime: Float64Array;
  max: Float64Array;
  lastStep: Float64Array;
  lastTime: Float64Array;
  last: Float64Array;
  mean: Float64Array;
  finite: Float64Array;
  nanStep: Float64Array;
  nanTime: Float64Array;
}
const names = [
  ...(['firstStep', 'firstTime', 'first', 'minStep', 'minTime', 'min', 'maxStep', 'maxTime', 'max'] as const),
  ...(['lastStep', 'lastTime', 'last', 'mean', 'finite', 'nanStep', 'nanTime'] as const),
];

export function nodeColumns(nodes: Nodes): Float64Array[] {
  return names.map((name) => nodes[name]);
}
export function nodesFromColumns(columns: Float64Array[]): Nodes {
  return Object.fromEntries(names.map((name, index) => [name, columns[index]])) as unknown as Nodes;
}
export function emptyNodes(count: number): Nodes {
  return nodesFromColumns(names.map(() => new Float64Array(count)));
}
export function sliceNodes(nodes: Nodes, from: number, to: number): Nodes {
  return nodesFromColumns(names.map((name) => nodes[name].slice(from, to)));
}
export function joinNodes(parts: Nodes[]): Nodes {
  const joined = emptyNodes(parts.reduce((total, part) => total + part.first.length, 0));
  let at = 0;
  for (const part of parts) {
    for (const name of names) joined[name].set(part[name], at);
    at += part.first.length;
  }
  return joined;
}

/** Level-4 nodes; a last stretch of fewer than 16 points is left out. */
export function nodesOfPoints(points: Points): Nodes {
  const { step, time, value } = points;
  const nodes = emptyNodes(Math.floor(step.length / basePoints));
  for (let node = 0; node < nodes.first.length; node++) {
    const from = node * basePoints;
    const to = from + basePoints;
    let low = -1;
    let high = -1;
    let nan = -1;
    let sum = 0;
    let finite = 0;
    for (let index = from; index < to; index++) {
      const current = value[index];
      if (Number.isNaN(current)) {
        if (nan < 0) nan = index;
        continue;
      }
      if (low < 0 || current < value[low]) low = index;
      if (high < 0 || current > value[high]) high = index;
      if (current - current === 0) {
        sum += current;
        finite++;
      }
    }
    nodes.firstStep[node] = step[from];
    nodes.firstTime[node] = time[from];
    nodes.first[node] = value[from];
    nodes.lastStep[node] = step[to - 1];
    nodes.lastTime[node] = time[to - 1];
    nodes.last[node] = value[to - 1];
    nodes.minStep[node] = low < 0 ? Number.NaN : step[low];
    nodes.minTime[node] = low < 0 ? Number.NaN : time[low];
    nodes.min[node] = low < 0 ? Number.NaN : value[low];
    nodes.maxStep[node] = high < 0 ? Number.NaN : step[high];
    nodes.maxTime[node] = high < 0 ? Number.NaN : time[high];
    nodes.max[node] = high < 0 ? Number.NaN : value[high];
    nodes.mean[node] = finite === 0 ? Number.NaN : sum / finite;
    nodes.finite[node] = finite;
    nodes.nanStep[node] = nan < 0 ? Number.NaN : step[nan];
    nodes.nanTime[node] = nan < 0 ? Number.NaN : time[nan];
  }
  return nodes;
}

/** The level above: node i from nodes 2i and 2i+1; an odd one at the end is left out. */
export function nodesOfPairs(below: Nodes): Nodes {
  const nodes = emptyNodes(below.first.length >> 1);
  for (let node = 0; node < nodes.first.length; node++) {
    const left = node * 2;
    const right = left + 1;
    nodes.firstStep[node] = below.firstStep[left];
    nodes.firstTime[node] = below.firstTime[left];
    nodes.first[node] = below.first[left];
    nodes.lastStep[node] = below.lastStep[right];
    nodes.lastTime[node] = below.lastTime[right];
    nodes.last[node] = below.last[right];
    // A side that is all NaN never wins: comparisons with NaN are false.
    const low = below.min[right] < below.min[left] || Number.isNaN(below.min[left]) ? right : left;
    nodes.minStep[node] = below.minStep[low];
    nodes.minTime[node] = below.minTime[low];
    nodes.min[node] = below.min[low];
    const high = below.max[right] > below.max[left] || Number.isNaN(below.max[left]) ? right : left;
    nodes.maxStep[node] = below.maxStep[high];
    nodes.maxTime[node] = below.maxTime[high];
    nodes.max[node] = below.max[high];
    const finite = below.finite[left] + below.finite[right];
    const sum =
      (below.finite[left] > 0 ? below.mean[left] * below.finite[left] : 0) +
      (below.finite[right] > 0 ? below.mean[right] * below.finite[right] : 0);
    nodes.mean[node] = finite === 0 ? Number.NaN : sum / finite;
    nodes.finite[node] = finite;
    const nan = Number.isNaN(below.nanStep[left]) ? right : left;
    nodes.nanStep[node] = below.nanStep[nan];
    nodes.nanTime[node] = below.nanTime[nan];
  }
  return nodes;
}
