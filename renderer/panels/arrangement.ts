import type { PanelOptions } from './panel.ts';

/** A panel's place: panels flow in their order over a grid of twelve columns. */
export interface PlacedPanel {
  id: string;
  kind: string;
  width: number;
  height: number;
  options: PanelOptions;
}
export const gridColumns = 12;
const tallest = 40;

/** One line for the address, such as `curves.6.7.keys=w1~surface.6.8.`. */
export function writeArrangement(panels: PlacedPanel[]): string {
  return panels.map(({ kind, width, height, options }) => `${kind}.${width}.${height}.${writeOptions(options)}`).join('~');
}

/** What can't be read is left out, so that a link from another version still opens. */
export function readArrangement(text: string, kinds: readonly string[]): PlacedPanel[] {
  if (text === '') return [];
  return text.split('~').flatMap((part, i): PlacedPanel[] => {
    const [kind, width, height, ...rest] = part.split('.');
    if (!kinds.includes(kind)) return [];
    return [{ id: `${i}-${kind}`, kind, ...fitted(Number(width), Number(height)), options: readOptions(rest.join('.')) }];
  });
}

export function fitted(width: number, height: number): { width: number; height: number } {
  const whole = (value: number, most: number, least: number, otherwise: number) =>
    Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : otherwise;
  return { width: whole(width, gridColumns, 2, 6), height: whole(height, tallest, 3, 7) };
}

export function movePanel<T>(panels: T[], from: number, to: number): T[] {
  const target = Math.min(panels.length - 1, Math.max(0, to));
  if (from === target || panels[from] === undefined) return panels;
  const next = [...panels];
  const [moved] = next.splice(from, 1);
  next.splice(target, 0, moved);
  return next;
}

function writeOptions(options: PanelOptions): string {
  return new URLSearchParams(options).toString().replaceAll('~', '%7E');
}
function readOptions(text: string): PanelOptions {
  return Object.fromEntries(new URLSearchParams(text));
}
