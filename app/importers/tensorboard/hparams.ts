import { flatParams } from '../../../shared/flat-params.ts';
import type { ImportedFacts } from '../../importer.ts';
import { inner, type Wire, WireError } from '../reading/wire.ts';

/** tensorboard/plugins/hparams/plugin_data.proto: HParamsPluginData, whose session parts say a run's params and end. */
export function readHparams(wire: Wire): ImportedFacts {
  const facts: ImportedFacts = {};
  while (wire.next()) {
    if (wire.field === 3) Object.assign(facts, readStart(inner(wire)));
    else if (wire.field === 4) Object.assign(facts, readEnd(inner(wire)));
    else wire.skip();
  }
  return facts;
}

function readStart(wire: Wire): ImportedFacts {
  const params: Record<string, unknown> = {};
  const facts: ImportedFacts = {};
  while (wire.next()) {
    if (wire.field === 1) {
      const [key, value] = readEntry(inner(wire));
      Object.defineProperty(params, key, { value, enumerable: true, configurable: true, writable: true });
    } else if (wire.field === 5 && wire.kind === 1) {
      const seconds = wire.double();
      if (seconds > 0 && Number.isFinite(seconds)) facts.startedAt = seconds * 1000;
    } else wire.skip();
  }
  facts.params = flatParams(params);
  return facts;
}

const [failure, running] = [2, 3];

function readEnd(wire: Wire): ImportedFacts {
  let status = 0;
  while (wire.next()) {
    if (wire.field === 1 && wire.kind === 0) status = wire.unsigned();
    else wire.skip();
  }
  if (status === failure) return { status: 'failed', sentence: 'Its log says that it failed.' };
  return status === running ? {} : { status: 'finished', sentence: 'Its log says that it ended well.' };
}

function readEntry(wire: Wire): [string, unknown] {
  let key = '';
  let value: unknown = null;
  while (wire.next()) {
    if (wire.field === 1) key = wire.text();
    else if (wire.field === 2) value = readValue(inner(wire), 0);
    else wire.skip();
  }
  return [key, value];
}

/** google.protobuf.Value. */
function readValue(wire: Wire, depth: number): unknown {
  if (depth > 32) throw new WireError('values lie too deep in each other');
  let value: unknown = null;
  while (wire.next()) {
    if (wire.field === 2) {
      wire.expect(1);
      value = wire.double();
    } else if (wire.field === 3) value = wire.text();
    else if (wire.field === 4) {
      wire.expect(0);
      value = wire.unsigned() !== 0;
    } else if (wire.field === 5) value = readStruct(inner(wire), depth + 1);
    else if (wire.field === 6) value = readList(inner(wire), depth + 1);
    else wire.skip();
  }
  return value;
}

function readStruct(wire: Wire, depth: number): unknown {
  const entries: [string, unknown][] = [];
  while (wire.next()) {
    if (wire.field !== 1) {
      wire.skip();
      continue;
    }
    const entry = inner(wire);
    let [key, value] = ['', null as unknown];
    while (entry.next()) {
      if (entry.field === 1) key = entry.text();
      else if (entry.field === 2) value = readValue(inner(entry), depth);
      else entry.skip();
    }
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}

function readList(wire: Wire, depth: number): unknown {
  const items: unknown[] = [];
  while (wire.next()) {
    if (wire.field === 1) items.push(readValue(inner(wire), depth));
    else wire.skip();
  }
  return items;
}
