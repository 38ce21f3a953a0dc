/** How large a chart of the Curves tab is: twelfths of the width, rows of `rowHeight` pixels. */
export interface PaneSize {
  width: number;
  height: number;
}
/** One size for all, and those that were given their own, by the first series of the chart. */
export interface PaneSizes {
  all: PaneSize;
  own: ReadonlyMap<string, PaneSize>;
}
export const rowHeight = 50;
export const usualSize: PaneSize = { width: 4, height: 5 };

export function fittedPane(width: number, height: number): PaneSize {
  return { width: Math.min(12, Math.max(2, Math.round(width))), height: Math.min(16, Math.max(3, Math.round(height))) };
}
export function sizeOf({ all, own }: PaneSizes, key: string): PaneSize {
  return own.get(key) ?? all;
}
/** Resizing all gives up what single charts had. */
export function resized(sizes: PaneSizes, key: string, size: PaneSize, isAll: boolean): PaneSizes {
  return isAll ? { all: size, own: new Map() } : { ...sizes, own: new Map([...sizes.own, [key, size]]) };
}

/** As the address has it: `4x5` for all, then `w1~12x6`; empty where all is as usual. */
export function writeSizes({ all, own }: PaneSizes): string {
  const single = [...own].filter(([, size]) => !isSame(size, all)).map(([key, size]) => `${encoded(key)}~${text(size)}`);
  return isSame(all, usualSize) && single.length === 0 ? '' : [text(all), ...single].join(',');
}
export function readSizes(words: string): PaneSizes {
  const [first = '', ...rest] = words.split(',');
  const own = rest.flatMap((part) => {
    const [key, size] = part.split('~');
    const found = read(size ?? '');
    return found === null ? [] : [[decoded(key), found] as const];
  });
  return { all: read(first) ?? usualSize, own: new Map(own) };
}

function read(words: string): PaneSize | null {
  const match = /^(\d{1,2})x(\d{1,2})$/.exec(words);
  return match ? fittedPane(Number(match[1]), Number(match[2])) : null;
}
function text({ width, height }: PaneSize): string {
  return `${width}x${height}`;
}
function isSame(a: PaneSize, b: PaneSize): boolean {
  return a.width === b.width && a.height === b.height;
}
/** A key may hold the signs that separate. */
const signs = { '%': '%25', ',': '%2C', '~': '%7E' } as const;
function encoded(key: string): string {
  return key.replace(/[%,~]/g, (sign) => signs[sign as keyof typeof signs]);
}
function decoded(key: string): string {
  return key.replace(/%25|%2C|%7E/g, (code) => Object.entries(signs).find(([, written]) => written === code)?.[0] ?? code);
}
