import type { ParamSpec } from '../../../shared/params.ts';
import { both, ours } from '../param.ts';

/** The knob of every picture dataset: side length in pixels, as a choice; `Number(params.size)` reads it. */
export function pictureSizeParam(sizes: number[], usual: number): ParamSpec {
  return {
    key: 'size',
    label: 'Picture size',
    group: 'data',
    help: 'Width and height in pixels; small pictures train many times faster.',
    type: 'choice',
    choices: sizes.map((size) => ({ value: String(size), label: `${size} × ${size}` })),
    presets: both(ours(String(usual), 'small enough to train on a processor')),
  };
}
