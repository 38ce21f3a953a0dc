import type { Exporter } from '../exporter.ts';
import { renderReport } from './report/report.ts';

export const pdf: Exporter = {
  name: 'pdf',
  title: 'Report (PDF)',
  purpose: 'The report on paper, printed by Chromium.',
  type: 'application/pdf',
  ending: '.pdf',
  export: (source, ask) => source.printPdf(renderReport(source, ask)),
};
