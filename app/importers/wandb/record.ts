import { parsePythonJson } from '../reading/python-json.ts';
import { inner, Wire } from '../reading/wire.ts';

/** A record of wandb/proto/wandb_internal.proto, as far as it is taken in. */
export type WandbRecord =
  | { kind: 'history'; step: number | null; row: Tree }
  | { kind: 'summary' | 'config'; update: Leaf[] }
  | { kind: 'run'; run: RunRecord }
  | { kind: 'exit'; code: number }
  | { kind: 'stats'; time: number; items: Leaf[] }
  | { kind: 'metric'; name: string; over: string }
  | { kind: 'alert'; title: string; text: string }
  | { kind: 'artifact'; name: string }
  | { kind: 'output' | 'tensorboard' | 'other' };

export interface RunRecord {
  project: string;
  group: string;
  job: string;
  name: string;
  notes: string;
  tags: string[];
  startedAt: number | null;
  config: Leaf[];
}

/** Nested values by name; without a prototype, since a name may be any. */
export type Tree = { [name: string]: unknown };
export interface Leaf {
  path: string[];
  value: unknown;
}

/** @throws WireError, SyntaxError of a value's JSON */
export function readRecord(bytes: Uint8Array): WandbRecord {
  const wire = new Wire().over(bytes, 0, bytes.length);
  let record: WandbRecord = { kind: 'other' };
  while (wire.next()) {
    const read = readers[wire.field];
    if (read === undefined) wire.skip();
    else record = read(inner(wire));
  }
  return record;
}

const readers: { [field: number]: (wire: Wire) => WandbRecord } = {
  2: readHistory,
  3: (wire) => readUpdate('summary', wire),
  4: () => ({ kind: 'output' }),
  5: (wire) => readUpdate('config', wire),
  7: readStats,
  8: (wire) => ({ kind: 'artifact', name: texts(wire)[5] ?? '' }),
  9: () => ({ kind: 'tensorboard' }),
  10: (wire) => {
    const said = texts(wire);
    return { kind: 'alert', title: said[1] ?? '', text: said[2] ?? '' };
  },
  12: (wire) => {
    const said = texts(wire);
    return { kind: 'metric', name: said[1] ?? said[2] ?? '', over: said[4] ?? '' };
  },
  13: () => ({ kind: 'output' }),
  17: (wire) => ({ kind: 'run', run: readRun(wire) }),
  18: (wire) => {
    let code = 0;
    while (wire.next()) {
      if (wire.field === 1 && wire.kind === 0) code = wire.signed();
      else wire.skip();
    }
    return { kind: 'exit', code };
  },
};

function readHistory(wire: Wire): WandbRecord {
  const row: Tree = Object.create(null);
  let step: number | null = null;
  while (wire.next()) {
    if (wire.field === 1) put(row, readItem(inner(wire)));
    else if (wire.field === 2) step = numberIn(inner(wire));
    else wire.skip();
  }
  return { kind: 'history', step, row };
}

/** wandb 0.31 cuts a dict into a leaf an item: they are put together again. A dot in a name is no nesting. */
export function put(tree: Tree, { path, value }: Leaf): void {
  let place = tree;
  for (const name of path.slice(0, -1)) {
    const there = place[name];
    if (typeof there !== 'object' || there === null || Array.isArray(there)) place[name] = Object.create(null);
    place = place[name] as Tree;
  }
  place[path.at(-1) ?? ''] = value;
}

const deepestPath = 64;

function readItem(wire: Wire): Leaf {
  let key = '';
  const nested: string[] = [];
  let value: unknown = null;
  while (wire.next()) {
    const { field } = wire;
    if (field === 1) key = wire.text();
    else if (field === 2) {
      const name = wire.text();
      if (nested.length < deepestPath) nested.push(name);
    } else if (field === 16 || field === 8) value = parsePythonJson(wire.text());
    else if (field === 4 && wire.kind === 0) value = wire.unsigned() !== 0;
    else if (field === 5 && wire.kind === 0) value = wire.signed();
    else if (field === 6 && wire.kind === 1) value = wire.double();
    else if (field === 7) value = wire.text();
    else wire.skip();
  }
  return { path: nested.length > 0 ? nested : [key], value };
}

function readUpdate(kind: 'summary' | 'config', wire: Wire): WandbRecord {
  const update: Leaf[] = [];
  while (wire.next()) {
    if (wire.field === 1) update.push(readItem(inner(wire)));
    else wire.skip();
  }
  return { kind, update };
}

function readStats(wire: Wire): WandbRecord {
  const items: Leaf[] = [];
  let time = 0;
  while (wire.next()) {
    if (wire.field === 2) time = timeIn(inner(wire));
    else if (wire.field === 3) items.push(readItem(inner(wire)));
    else wire.skip();
  }
  return { kind: 'stats', time, items };
}

function readRun(wire: Wire): RunRecord {
  const run: RunRecord = { project: '', group: '', job: '', name: '', notes: '', tags: [], startedAt: null, config: [] };
  const named: { [field: number]: 'project' | 'group' | 'job' | 'name' | 'notes' } = {
    ...{ 3: 'project', 6: 'group', 7: 'job', 8: 'name', 9: 'notes' },
  };
  while (wire.next()) {
    const { field } = wire;
    if (named[field] !== undefined) run[named[field]] = wire.text();
    else if (field === 4) {
      const update = readUpdate('config', inner(wire));
      if (update.kind === 'config') run.config = update.update;
    } else if (field === 10) run.tags.push(wire.text());
    else if (field === 17) run.startedAt = timeIn(inner(wire));
    else wire.skip();
  }
  return run;
}

/** google.protobuf.Timestamp in unix milliseconds. */
function timeIn(wire: Wire): number {
  let [seconds, nanos] = [0, 0];
  while (wire.next()) {
    if (wire.field === 1 && wire.kind === 0) seconds = wire.signed();
    else if (wire.field === 2 && wire.kind === 0) nanos = wire.signed();
    else wire.skip();
  }
  return seconds * 1000 + nanos / 1e6;
}

function numberIn(wire: Wire): number {
  let number = 0;
  while (wire.next()) {
    if (wire.field === 1 && wire.kind === 0) number = wire.signed();
    else wire.skip();
  }
  return number;
}

/** The texts of a message by field; those of other kinds are left. */
function texts(wire: Wire): { [field: number]: string } {
  const said: { [field: number]: string } = {};
  while (wire.next()) {
    if (wire.kind === 2) said[wire.field] = wire.text();
    else wire.skip();
  }
  return said;
}
