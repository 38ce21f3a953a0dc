import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedTensor, SampleMeasurement } from '../../shared/measurement.ts';
import { packTexts } from '../../shared/texts.ts';
import { readWav } from '../engine/files/read-wav.ts';
import type { LeftOut, RunPart } from '../importer.ts';
import type { TakenPart } from '../store/store.ts';
import { decodePicture, pictureSize } from '../trainer/decode-picture.ts';
import { plainArtifactPath } from './artifact-path.ts';
import { writeHashed } from './write-hashed.ts';

/** More numbers than this in one sample are left out: they are looked at as a whole. */
const mostNumbers = 100_000_000;
/** Artifacts up to here travel in memory. */
const smallFile = 64 * 1024;

export interface Decoded {
  parts: TakenPart[];
  leftOut: LeftOut[];
}
type Part<Type extends RunPart['type']> = Extract<RunPart, { type: Type }>;

/** A part as the store takes it: encoded pictures and sound as numbers, texts packed, large files copied to where they can be moved from. */
export async function decodePart(
  part: Exclude<RunPart, { type: 'left-out' | 'position' }>,
  desk: { incoming: string | null; signal: AbortSignal },
): Promise<Decoded> {
  switch (part.type) {
    case 'pictures':
      return decodePictures(part);
    case 'sound':
      return decodeSound(part);
    case 'text':
      return taken({ type: 'sample', step: part.step, probe: part.probe, kind: 'text', tensors: packTexts(part.texts), meta: {} });
    case 'table': {
      const cells = part.rows.flatMap((row) => part.columns.map((_, column) => row[column] ?? ''));
      const meta = { columns: part.columns };
      return taken({ type: 'sample', step: part.step, probe: part.probe, kind: 'table', tensors: packTexts(cells), meta });
    }
    case 'artifact':
      return copyArtifact(part, desk);
    default:
      return taken(part);
  }
}

function taken(...parts: TakenPart[]): Decoded {
  return { parts, leftOut: [] };
}

async function decodePictures({ probe, step, files }: Part<'pictures'>): Promise<Decoded> {
  const decoded: Decoded = { parts: [], leftOut: [] };
  const pictures: { pixels: Uint8Array; shape: number[] }[] = [];
  let numbers = 0;
  for (const [index, file] of files.entries()) {
    try {
      numbers += await numbersOf(file);
      if (numbers > mostNumbers) {
        const why = `They are more than ${mostNumbers / 1e6} million numbers when they are decoded.`;
        decoded.leftOut.push({ what: `pictures of ${probe} at step ${step} from number ${index + 1} on`, why });
        break;
      }
      const { pixels, width, height, frames } = await decodePicture(file, { side: Number.POSITIVE_INFINITY });
      pictures.push(plainChannels(pixels, height, width));
      if (frames > 1) {
        const name = plainArtifactPath(`${probe}/step-${step}-${index + 1}.gif`);
        decoded.parts.push({ type: 'artifact', path: name, bytes: file.length, content: file });
        decoded.leftOut.push({
          what: `frames of ${probe}`,
          why: `It moves: its first of ${frames} frames is the sample, the whole is kept as the file ${name}.`,
        });
      }
    } catch (error) {
      decoded.leftOut.push(refused(`picture ${index + 1} of ${probe} at step ${step}`, error));
    }
  }
  const groups = Map.groupBy(pictures, ({ shape }) => shape.join('×'));
  let number = 0;
  for (const group of groups.values()) {
    number += 1;
    const data = joined(
      group.map(({ pixels }) => pixels),
      (length) => new Uint8Array(length),
    );
    if (data === null) {
      decoded.leftOut.push({
        what: `pictures of ${probe} at step ${step}`,
        why: `They are more than ${mostNumbers / 1e6} million numbers.`,
      });
      continue;
    }
    const pixels = { shape: [group.length, ...group[0].shape], data };
    decoded.parts.push({
      type: 'sample',
      step,
      probe: number === 1 ? probe : `${probe} (${number})`,
      kind: 'pictures',
      tensors: { pixels },
      meta: {},
    });
  }
  return decoded;
}

/** In memory; 0 where it can't be told, so that decoding says what is wrong. */
async function numbersOf(file: Uint8Array): Promise<number> {
  const { width, height } = await pictureSize(file).catch(() => ({ width: 0, height: 0 }));
  return 3 * width * height;
}

/** One channel where all three are the same. */
function plainChannels(rgb: Uint8Array, height: number, width: number): { pixels: Uint8Array; shape: number[] } {
  const isGrey = rgb.every((value, at) => at % 3 === 0 || value === rgb[at - 1]);
  if (!isGrey) return { pixels: rgb, shape: [height, width, 3] };
  return { pixels: Uint8Array.from({ length: rgb.length / 3 }, (_, at) => rgb[3 * at]), shape: [height, width, 1] };
}

function decodeSound({ probe, step, files }: Part<'sound'>): Decoded {
  const decoded: Decoded = { parts: [], leftOut: [] };
  const clips: { samples: Float32Array; rate: number; channels: number }[] = [];
  for (const [index, file] of files.entries()) {
    try {
      clips.push(readWav(file));
    } catch (error) {
      decoded.leftOut.push(refused(`sound ${index + 1} of ${probe} at step ${step}`, error));
    }
  }
  let number = 0;
  for (const group of Map.groupBy(clips, ({ samples, rate }) => `${samples.length} ${rate}`).values()) {
    number += 1;
    const data = joined(
      group.map(({ samples }) => samples),
      (length) => new Float32Array(length),
    );
    if (data === null || group[0].samples.length === 0) {
      decoded.leftOut.push({ what: `sound of ${probe} at step ${step}`, why: data === null ? 'It is too long.' : 'It is empty.' });
      continue;
    }
    const waves: NamedTensor = { shape: [group.length, group[0].samples.length], data };
    const meta = { rate: group[0].rate, channels: group[0].channels };
    decoded.parts.push({
      type: 'sample',
      step,
      probe: number === 1 ? probe : `${probe} (${number})`,
      kind: 'sound',
      tensors: { waves },
      meta,
    } satisfies SampleMeasurement);
  }
  return decoded;
}

function joined<Column extends Uint8Array | Float32Array>(pieces: Column[], make: (length: number) => Column): Column | null {
  const length = pieces.reduce((total, piece) => total + piece.length, 0);
  if (length > mostNumbers) return null;
  const all = make(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece as never, at);
    at += piece.length;
  }
  return all;
}

function refused(what: string, error: unknown): LeftOut {
  return { what, why: `It could not be decoded: ${error instanceof Error ? error.message : String(error)}.` };
}

let copies = 0;

/** Copied and hashed on the way, never held. */
async function copyArtifact(
  part: Part<'artifact'>,
  { incoming, signal }: { incoming: string | null; signal: AbortSignal },
): Promise<Decoded> {
  const path = plainArtifactPath(part.path);
  if (part.content instanceof Uint8Array) return taken({ type: 'artifact', path, bytes: part.content.length, content: part.content });
  const { file } = part.content;
  try {
    const found = statSync(file);
    if (!found.isFile()) throw new Error('it is no plain file');
    if (incoming === null || found.size <= smallFile) {
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of createReadStream(file, { signal })) {
        bytes += chunk.length;
        if (bytes > mostNumbers) throw new Error('it is too large for a workspace without a folder');
        chunks.push(chunk);
      }
      return taken({ type: 'artifact', path, bytes, content: new Uint8Array(Buffer.concat(chunks)) });
    }
    copies += 1;
    const temporary = join(incoming, `artifact-${process.pid}-${copies}-${Date.now()}`);
    const { hash, bytes } = await writeHashed(createReadStream(file), temporary, signal);
    return taken({ type: 'artifact', path, bytes, content: { hash, file: temporary } });
  } catch (error) {
    if (signal.aborted) throw error;
    return {
      parts: [],
      leftOut: [{ what: `file ${file}`, why: `It could not be read: ${error instanceof Error ? error.message : String(error)}.` }],
    };
  }
}
