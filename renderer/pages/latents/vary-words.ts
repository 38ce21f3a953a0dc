import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { type Axis, axesOf, rangeOf } from './axes.ts';
import type { PageState } from './page-words.ts';

/** What is varied: as the address says, else what stands for most. */
export function variedAxis(generator: OpenedGenerator, key: string): Axis | undefined {
  const axes = axesOf(generator);
  return axes.find((axis) => axis.key === key) ?? axes[0];
}

/** Where it stands, within what there is; the condition is the page's own. */
export function placeOf(axis: Axis, { label, value, reach }: Pick<PageState, 'label' | 'value' | 'reach'>): number {
  const { low, high } = rangeOf(axis, reach);
  const wished = axis.kind === 'condition' ? label : axis.kind === 'category' ? Math.round(value) : value;
  return Math.max(low, Math.min(high, wished));
}
