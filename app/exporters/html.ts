import type { Exporter } from '../exporter.ts';
import { renderReport } from './report/report.ts';

export const html: Exporter = {
  name: 'html',
  title: 'Report (HTML)',
  purpose: 'One self-contained page: differences, curves with their numbers, samples, distributions, config, environment.',
  type: 'text/html; charset=utf-8',
  ending: '.html',
  export: async (source, ask) => new TextEncoder().encode(renderReport(source, ask)),
};
