import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What a shared library says of itself in its first pages. */
export interface ElfFile {
  /** Null where the file is whole: nothing that its headers speak of lies beyond its end. */
  broken: string | null;
  /** The libraries that it asks for by name. */
  needed: string[];
  /** Where it looks for them, `$ORIGIN` being its own folder. */
  folders: string[];
}

/**
 * Reads a 64-bit little-endian ELF file's headers. The loader maps a file that was cut short without a word and the process dies by
 * SIGBUS when it first touches the missing part: so this is asked before.
 */
export function readElf(path: string): ElfFile {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const read = (at: number, length: number): Buffer | null => {
      if (at < 0 || length < 0 || at + length > size) return null;
      const bytes = Buffer.alloc(length);
      return readSync(file, bytes, 0, length, at) === length ? bytes : null;
    };
    return parse(read);
  } finally {
    closeSync(file);
  }
}

type Read = (at: number, length: number) => Buffer | null;
const short: ElfFile = { broken: 'it is shorter than its own headers say', needed: [], folders: [] };

function parse(read: Read): ElfFile {
  const head = read(0, 64);
  if (head === null || head.toString('latin1', 0, 4) !== '\x7fELF') return { ...short, broken: 'it is no shared library' };
  if (head[4] !== 2 || head[5] !== 1) return { ...short, broken: 'it is built for another kind of processor' };
  const segments = rows(read, number(head, 32), head.readUInt16LE(54), head.readUInt16LE(56));
  const sections = rows(read, number(head, 40), head.readUInt16LE(58), head.readUInt16LE(60));
  if (segments === null || sections === null) return short;
  const isWhole = segments.every((segment) => number(segment, 32) === 0 || read(number(segment, 8) + number(segment, 32) - 1, 1) !== null);
  if (!isWhole) return short;
  const dynamic = segments.find((segment) => segment.readUInt32LE(0) === dynamicSegment);
  if (dynamic === undefined) return { ...short, broken: 'it is no shared library' };
  return { broken: null, ...readDynamic(read, segments, dynamic) };
}

/** From elf.h. */
const dynamicSegment = 2;
const loadedSegment = 1;
const tags = { needed: 1, strings: 5, oldFolders: 15, folders: 29 };
const longestName = 8192;

function readDynamic(read: Read, segments: Buffer[], dynamic: Buffer): Pick<ElfFile, 'needed' | 'folders'> {
  const table = read(number(dynamic, 8), number(dynamic, 32))!;
  const entries = Array.from({ length: Math.floor(table.length / 16) }, (_, at) => [number(table, 16 * at), number(table, 16 * at + 8)]);
  const strings = entries.find(([tag]) => tag === tags.strings)?.[1];
  const home = segments.find((segment) => {
    const start = number(segment, 16);
    return segment.readUInt32LE(0) === loadedSegment && strings !== undefined && strings >= start && strings < start + number(segment, 32);
  });
  if (strings === undefined || home === undefined) return { needed: [], folders: [] };
  const offset = strings - number(home, 16) + number(home, 8);
  const named = (...wanted: number[]) => entries.filter(([tag]) => wanted.includes(tag!)).map(([, at]) => text(read, offset + at!));
  return {
    needed: named(tags.needed),
    folders: named(tags.oldFolders, tags.folders).flatMap((folders) => folders.split(':')),
  };
}

function rows(read: Read, at: number, length: number, count: number): Buffer[] | null {
  const table = count === 0 ? Buffer.alloc(0) : read(at, length * count);
  return table && Array.from({ length: count }, (_, row) => table.subarray(row * length, (row + 1) * length));
}

function text(read: Read, at: number): string {
  for (let length = 256; length <= longestName; length *= 2) {
    const bytes = read(at, length) ?? read(at, 64);
    const end = bytes?.indexOf(0) ?? -1;
    if (bytes && end >= 0) return bytes.toString('utf8', 0, end);
  }
  return '';
}

function number(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}
