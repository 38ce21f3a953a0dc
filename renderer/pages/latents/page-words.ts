import { assertNever } from '../../../shared/assert-never.ts';
import { type WalkPath, walkPaths } from '../../../shared/latent.ts';

/** A latent as the address writes it: `s12` is the one that seed 12 draws, `m45.3` the fourth of sample 45, `n0.5_-1` these numbers,
 * `e3` what the encoder says of the fourth of a few real examples. */
export type Pin =
  | { kind: 'seed'; seed: number }
  | { kind: 'sample'; sample: number; index: number }
  | { kind: 'numbers'; numbers: number[] }
  | { kind: 'example'; index: number };
export const modes = ['walk', 'plane', 'arithmetic', 'vary'] as const;
export type Mode = (typeof modes)[number];

export function writePin(pin: Pin): string {
  switch (pin.kind) {
    case 'seed':
      return `s${pin.seed}`;
    case 'sample':
      return `m${pin.sample}.${pin.index}`;
    case 'numbers':
      return `n${pin.numbers.map(short).join('_')}`;
    case 'example':
      return `e${pin.index}`;
    default:
      return assertNever(pin);
  }
}
export function readPin(text: string): Pin | null {
  const seed = /^s(\d{1,9})$/.exec(text);
  if (seed) return { kind: 'seed', seed: Number(seed[1]) };
  const example = /^e(\d{1,4})$/.exec(text);
  if (example) return { kind: 'example', index: Number(example[1]) };
  const numbers = /^n(-?\d{1,6}(\.\d{1,6})?(_-?\d{1,6}(\.\d{1,6})?)*)$/.exec(text);
  if (numbers) return { kind: 'numbers', numbers: numbers[1].split('_').map(Number) };
  const sample = /^m(\d{1,12})\.(\d{1,6})$/.exec(text);
  return sample ? { kind: 'sample', sample: Number(sample[1]), index: Number(sample[2]) } : null;
}

/** Everything that a link to this page restores. */
export interface PageState {
  checkpoints: number[];
  mode: Mode;
  path: WalkPath | null;
  pins: Pin[];
  /** Frame of the walk. */
  at: number;
  /** Place on the plane. */
  place: [number, number];
  /** Pins that play A, B and C. */
  operands: [number, number, number];
  strength: number;
  /** Index of the condition. */
  label: number;
  /** What is varied, by its key; empty is the first that there is. */
  vary: string;
  /** Which pin it is varied in, and where it stands. */
  row: number;
  value: number;
  /** How far numbers are varied; null is as far as suits them. */
  reach: number | null;
  /** Codes that are held at a value in every latent, by their keys. */
  held: Record<string, number>;
}

export const usualPins: Pin[] = [1, 2, 3, 4].map((seed) => ({ kind: 'seed', seed }));

export function readState(search: URLSearchParams): PageState {
  const list = (key: string) => (search.get(key) ?? '').split(',').filter((part) => part !== '');
  const pins = [...new Set(list('pins'))].flatMap((text) => readPin(text) ?? []);
  const mode = modes.find((known) => known === search.get('mode')) ?? 'walk';
  const [x = 0.5, y = 0.5] = list('place').map(Number).filter(Number.isFinite);
  const [a = 0, b = 1, c = 2] = list('abc').map(Number).filter(Number.isInteger);
  return {
    checkpoints: [
      ...new Set(
        list('checkpoints')
          .map(Number)
          .filter((id) => Number.isSafeInteger(id) && id >= 0),
      ),
    ],
    mode,
    path: walkPaths.find((known) => known === search.get('path')) ?? null,
    pins: pins.length > 0 ? pins : usualPins,
    at: whole(search.get('at')),
    place: [x, y],
    operands: [a, b, c],
    strength: numberOr(search.get('strength'), 1),
    label: whole(search.get('label')),
    vary: search.get('vary') ?? '',
    row: whole(search.get('row')),
    value: numberOr(search.get('value'), 0),
    reach: search.has('reach') ? numberOr(search.get('reach'), 1) : null,
    held: Object.fromEntries(
      list('held')
        .map((entry): [string, number] => [entry.split(':')[0], Number(entry.split(':')[1] ?? Number.NaN)])
        .filter(([key, value]) => key !== '' && Number.isFinite(value)),
    ),
  };
}

export function writeState(state: PageState): string {
  const words: Record<string, string> = {
    checkpoints: state.checkpoints.join(','),
    mode: state.mode === 'walk' ? '' : state.mode,
    path: state.path ?? '',
    pins: state.pins.map(writePin).join(','),
    at: state.at === 0 ? '' : String(state.at),
    place: state.mode === 'plane' ? state.place.map(short).join(',') : '',
    abc: state.mode === 'arithmetic' ? state.operands.join(',') : '',
    strength: state.strength === 1 ? '' : String(state.strength),
    label: state.label === 0 ? '' : String(state.label),
    vary: state.mode === 'vary' ? state.vary : '',
    row: state.mode !== 'vary' || state.row === 0 ? '' : String(state.row),
    value: state.mode !== 'vary' || state.value === 0 ? '' : short(state.value),
    reach: state.reach === null ? '' : short(state.reach),
    held: Object.entries(state.held)
      .map(([key, value]) => `${key}:${short(value)}`)
      .join(','),
  };
  const given = Object.entries(words).filter(([, value]) => value !== '');
  return given.map(([key, value]) => `${key}=${value}`).join('&');
}

/** A seed that no pin has. */
export function freshPin(pins: readonly Pin[]): Pin {
  const taken = pins.flatMap((pin) => (pin.kind === 'seed' ? [pin.seed] : []));
  return { kind: 'seed', seed: Math.max(0, ...taken) + 1 };
}
/** A plane and a sum need three. */
export function atLeastThree(pins: readonly Pin[]): Pin[] {
  const enough = [...pins];
  while (enough.length < 3) enough.push(freshPin(enough));
  return enough;
}

function whole(text: string | null): number {
  const value = Number(text ?? 0);
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

function numberOr(text: string | null, otherwise: number): number {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : otherwise;
}

function short(value: number): string {
  return String(Number(value.toFixed(3)));
}
