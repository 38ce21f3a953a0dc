import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type ChartTokens, useChartTokens } from './chart-tokens.ts';
import { type ECharts, type EChartsOption, init } from './echarts.ts';

export interface Size {
  width: number;
  height: number;
}
/** Makes the whole option for a size; its identity says when to draw again. */
export type BuildOption = (size: Size, tokens: ChartTokens) => EChartsOption;

export interface Plot {
  ref: RefObject<HTMLDivElement | null>;
  chart: RefObject<ECharts | null>;
  size: Size;
  /** Of what another option shows in the same box, where one is given. */
  picture: (instead?: BuildOption) => ChartPicture;
}
/** The chart as it stands, for export. */
export interface ChartPicture {
  png(): Promise<Blob>;
  svg(): string;
}

/** An ECharts canvas that follows its box and draws at most once a frame, the newest option only. Without an option it is empty. */
export function usePlot(build: BuildOption | null, label: string, onDrawn: () => void = () => {}): Plot {
  const ref = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const tokens = useChartTokens();
  const drawn = useEffectEvent(onDrawn);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const element = ref.current;
    if (!element || size.width < 10 || size.height < 10) return;
    const frame = requestAnimationFrame(() => {
      if (build === null) {
        chart.current?.clear();
        return;
      }
      if (!chart.current) {
        chart.current = init(element, null, { ...size, renderer: 'canvas' });
        chart.current.on('rendered', drawn);
      } else if (chart.current.getWidth() !== size.width || chart.current.getHeight() !== size.height) chart.current.resize(size);
      chart.current.setOption(whole(build(size, tokens), label), { replaceMerge: ['series', 'xAxis', 'yAxis', 'grid'] });
    });
    return () => cancelAnimationFrame(frame);
  }, [build, size, tokens, label]);

  return { ref, chart, size, picture: (instead = build ?? (() => ({}))) => pictureOf(whole(instead(size, tokens), label), size, tokens) };
}

function whole(option: EChartsOption, description: string): EChartsOption {
  return { animation: false, aria: { enabled: true, label: { description } }, ...option };
}

function pictureOf(option: EChartsOption, size: Size, tokens: ChartTokens): ChartPicture {
  const drawing = { ...option, backgroundColor: tokens.background };
  return {
    async png() {
      const chart = init(document.createElement('div'), null, { ...size, renderer: 'canvas', devicePixelRatio: 2 });
      chart.setOption(drawing);
      const canvas = chart.renderToCanvas({ pixelRatio: 2 });
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
      chart.dispose();
      if (!blob) throw new Error('The browser could not turn the chart into a PNG.');
      return blob;
    },
    svg() {
      const chart = init(null, null, { ...size, renderer: 'svg', ssr: true });
      chart.setOption(drawing);
      const text = chart.renderToSVGString();
      chart.dispose();
      return text;
    },
  };
}
