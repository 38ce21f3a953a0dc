import type { Params, ParamSpec } from '../../../shared/params.ts';
import { both, numberOf, ours } from '../param.ts';
import type { Random } from '../random.ts';

/** How pictures are changed each time they are drawn for training; never those that are held out. */
export interface Augmentation {
  flip: boolean;
  /** Pixels by which the picture is moved at most, along each axis; what comes in at the edge is mirrored. */
  shift: number;
  /** Share of the range by which brightness and contrast change at most. */
  jitter: number;
}

export function augmentParams(): ParamSpec[] {
  const group = 'data' as const;
  return [
    {
      ...{ key: 'flip', label: 'Flip', group, type: 'boolean' as const, lacking: false },
      help: 'Half of the pictures are mirrored, left for right, whenever they are drawn. Not for digits and letters.',
      presets: both(ours(false, 'as the pictures are')),
    },
    {
      ...{ key: 'shift', label: 'Crop', group, type: 'integer' as const, unit: 'pixels', min: 0, max: 16, lacking: 0 },
      help: 'Each picture is cut anew whenever it is drawn, moved by up to so many pixels; its edge is mirrored.',
      presets: both(ours(0, 'as the pictures are')),
    },
    {
      ...{ key: 'jitter', label: 'Jitter', group, type: 'number' as const, min: 0, max: 1, lacking: 0 },
      help: 'Brightness and contrast change by up to this share whenever a picture is drawn.',
      presets: both(ours(0, 'as the pictures are')),
    },
  ];
}

/** Null where nothing is changed: then no random number is drawn for it either. */
export function augmentationOf(params: Params): Augmentation | null {
  const found = { flip: params.flip === true, shift: numberOf(params, 'shift'), jitter: numberOf(params, 'jitter') };
  return found.flip || found.shift > 0 || found.jitter > 0 ? found : null;
}

/** What one picture becomes; drawn before the picture is there, so that what is drawn next is known without it. */
export interface Change {
  isFlipped: boolean;
  right: number;
  down: number;
  contrast: number;
  brightness: number;
}

export function drawChange(random: Random, { flip, shift, jitter }: Augmentation): Change {
  const offset = () => (shift === 0 ? 0 : random.integer(2 * shift + 1) - shift);
  const some = () => (jitter === 0 ? 0 : jitter * (2 * random.uniform() - 1));
  return { isFlipped: flip && random.uniform() < 0.5, right: offset(), down: offset(), contrast: 1 + some(), brightness: some() };
}

/** Changes a picture in place: [size,size,channels], −1…1. `before` is as large, and written over. */
export function change(
  picture: Float32Array,
  before: Float32Array,
  { size, channels }: { size: number; channels: number },
  by: Change,
): void {
  before.set(picture);
  for (let row = 0; row < size; row += 1) {
    const fromRow = mirrored(row + by.down, size);
    for (let column = 0; column < size; column += 1) {
      const seen = mirrored(column + by.right, size);
      const fromColumn = by.isFlipped ? size - 1 - seen : seen;
      const [into, from] = [(row * size + column) * channels, (fromRow * size + fromColumn) * channels];
      for (let channel = 0; channel < channels; channel += 1) {
        picture[into + channel] = Math.max(-1, Math.min(1, before[from + channel] * by.contrast + by.brightness));
      }
    }
  }
}

/** The pixel that stands at a place beyond the edge: the edge is a mirror. */
function mirrored(at: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * size - 2;
  const within = ((at % period) + period) % period;
  return within < size ? within : period - within;
}
