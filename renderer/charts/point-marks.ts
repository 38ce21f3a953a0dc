import type { SeriesOption } from './echarts.ts';

/** [n,2] as pairs. */
export function pairsOf(data: ArrayLike<number>, dimensions: number): [number, number][] {
  return Array.from({ length: data.length / dimensions }, (_, i) => [data[i * dimensions], dimensions > 1 ? data[i * dimensions + 1] : 0]);
}

/** Real points are hollow squares, generated ones filled discs: told apart without colour too. */
export function pointSeries(
  real: [number, number][],
  generated: [number, number][],
  colors: { real: string; generated: string; rim: string },
): SeriesOption[] {
  const base = { type: 'scatter' as const, silent: true, clip: true };
  return [
    {
      ...base,
      id: 'real',
      z: 4,
      symbol: 'rect',
      symbolSize: real.length > 200 ? 2.6 : 3.6,
      data: real,
      itemStyle: { color: 'transparent', borderColor: colors.real, borderWidth: 1, opacity: 0.7 },
    },
    {
      ...base,
      id: 'generated',
      z: 5,
      symbol: 'circle',
      symbolSize: generated.length > 200 ? 3.4 : 4.6,
      data: generated,
      itemStyle: { color: colors.generated, borderColor: colors.rim, borderWidth: 0.6 },
    },
  ];
}

/** Arrows in data units as one path in pixels. `toPixel` maps a place of the plane. */
export function arrowPath(
  arrows: { from: [number, number]; to: [number, number] }[],
  toPixel: (x: number, y: number) => [number, number],
): string {
  return arrows
    .map(({ from, to }) => {
      const [x1, y1] = toPixel(...from);
      const [x2, y2] = toPixel(...to);
      const length = Math.hypot(x2 - x1, y2 - y1);
      if (!(length > 0.5)) return '';
      const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
      const head = Math.min(5, length / 2);
      const wing = (side: number) =>
        `${(x2 - head * ux - (side * head * uy) / 2).toFixed(1)} ${(y2 - head * uy + (side * head * ux) / 2).toFixed(1)}`;
      return `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}M${wing(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}L${wing(-1)}`;
    })
    .join('');
}

export function pathSeries(id: string, path: string, style: { stroke: string; lineWidth: number; opacity?: number }, z = 3): SeriesOption {
  return {
    type: 'custom',
    id,
    silent: true,
    z,
    coordinateSystem: 'none',
    data: [0],
    renderItem: () => ({ type: 'path', silent: true, shape: { pathData: path || 'M0 0' }, style: { ...style, fill: 'none' } }),
  };
}
