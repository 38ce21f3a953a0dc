import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles, ReadOptions } from '../dataset.ts';
import { inOrder } from './in-order.ts';
import { leftOut } from './left-out.ts';
import { readWav } from './read-wav.ts';
import { resampleSound } from './resample-sound.ts';

/** Samples at one rate, −1…1. */
export interface Recording {
  path: string;
  samples: Float32Array;
}

/**
 * Reads WAV files, brings each to the rate asked for (null: the one that all must have) and leaves out what can’t be used.
 * @throws StudioError 'invalid' where nothing can be used, or rates are unlike and none was asked for; 'conflict' where isStopped says so
 */
export async function readSounds(
  entries: DataFiles['entries'],
  { isStopped }: Pick<ReadOptions, 'isStopped'>,
  { length, asked, minutes }: { length: number; asked: number | null; minutes: number },
): Promise<{ sounds: Recording[]; rate: number; notes: string[] }> {
  const broken = leftOut('sounds');
  const sounds: Recording[] = [];
  const loud: string[] = [];
  let first: { path: string; rate: number } | null = null;
  let [tried, room] = [0, Number.POSITIVE_INFINITY];
  const decode = async ({ read }: DataFiles['entries'][number]) => readWav(read());
  for await (const { item, ...outcome } of inOrder(spread(entries), decode, { most: 1, isStopped })) {
    const { path } = item;
    tried += 1;
    if ('cause' in outcome) {
      broken.add(path, outcome.cause);
      continue;
    }
    const sound = outcome.made;
    const rate = asked ?? sound.rate;
    if (first === null) room = minutes * 60 * rate;
    first ??= { path, rate };
    if (first.rate !== rate) throw unlikeRates(first, { path, rate });
    const samples = resampleSound(sound.samples, sound.rate, rate).subarray(0, room);
    if (samples.length < length) broken.add(path, `it lasts ${samples.length} samples, and ${length} are asked for`);
    else {
      if (clip(samples)) loud.push(path);
      sounds.push({ path, samples });
      room -= samples.length;
    }
    if (room < length) break;
  }
  if (first === null || sounds.length === 0) throw nothingToRead(tried, broken.first());
  return {
    sounds: sounds.sort((a, b) => (a.path < b.path ? -1 : 1)),
    rate: first.rate,
    notes: [...unread(entries.length - tried, entries.length, minutes), ...clipped(loud), ...broken.notes()],
  };
}

/** Any number of them from the start lies evenly over the whole list (golden ratio). */
function spread(entries: DataFiles['entries']): DataFiles['entries'] {
  const ratio = (Math.sqrt(5) - 1) / 2;
  return entries
    .map((entry, at) => ({ entry, place: (at * ratio) % 1 }))
    .sort((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}

/** To −1…1; whether anything went clearly beyond. */
function clip(samples: Float32Array): boolean {
  let highest = 0;
  for (let at = 0; at < samples.length; at += 1) {
    highest = Math.max(highest, Math.abs(samples[at]));
    samples[at] = Math.min(1, Math.max(-1, samples[at]));
  }
  return highest > 1.1;
}

function unread(count: number, all: number, minutes: number): string[] {
  return count === 0 ? [] : [`${count} of ${all} sounds are not read: the rest fills ${minutes} minutes. Raise "Most minutes" for more.`];
}

function clipped(loud: string[]): string[] {
  if (loud.length === 0) return [];
  return [
    `${loud.length === 1 ? 'One sound is' : `${loud.length} sounds are`} louder than full scale and cut off there, such as ${loud[0]}.`,
  ];
}

function unlikeRates(first: { path: string; rate: number }, other: { path: string; rate: number }): StudioError {
  return new StudioError(
    'invalid',
    `${first.path} has ${first.rate} samples a second and ${other.path} ${other.rate}. Choose one rate that all are brought to.`,
  );
}

function nothingToRead(tried: number, first: string | undefined): StudioError {
  if (tried === 0) return new StudioError('invalid', 'There is no sound (.wav) in this folder. Pick a folder with WAV files.');
  return new StudioError('invalid', `None of the ${tried} sounds in this folder can be used. The first: ${first}`);
}
