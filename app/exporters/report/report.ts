import { numberReplacer } from '../../../shared/number-json.ts';
import type { ExportAsk, ExportSource } from '../../exporter.ts';
import { curvesSection } from './curves.ts';
import { distributionsSection } from './distributions.ts';
import { page } from './page.ts';
import { configSection, differencesSection, environmentSection, runsSection } from './runs.ts';
import { samplesSection, surfaceSection } from './samples.ts';
import { escapeHtml, moment } from './text.ts';

const allParts = ['curves', 'distributions', 'samples', 'surface', 'config', 'environment'] as const;

/** One self-contained page: what differs first, then what was measured, then how it was made. */
export function renderReport(source: ExportSource, ask: ExportAsk): string {
  const runs = ask.runs.map((id) => source.run(id));
  const parts = new Set(ask.parts ?? allParts);
  const title = ask.title ?? (runs.length === 1 ? `#${runs[0].number} ${runs[0].name}` : `${runs.length} runs compared`);
  const curves = parts.has('curves') ? curvesSection(source, runs, ask) : { html: '', frozen: [] };
  const sections: [string, string][] = [
    ['Runs', runsSection(runs)],
    ['What differs', parts.has('config') ? differencesSection(runs) : ''],
    ['Curves', curves.html],
    ['Samples', parts.has('samples') ? samplesSection(source, runs) : ''],
    ['Critic surfaces', parts.has('surface') ? surfaceSection(source, runs) : ''],
    ['Distributions at the last step', parts.has('distributions') ? distributionsSection(source, runs) : ''],
    ['Config', parts.has('config') ? configSection(runs) : ''],
    ['Environment', parts.has('environment') ? environmentSection(runs) : ''],
  ];
  const body = sections.filter(([, html]) => html !== '').map(([name, html]) => `<section><h2>${name}</h2>${html}</section>`);
  const lead = `<h1>${escapeHtml(title)}</h1><p class="lead">Frozen ${moment(source.now)} by Ganymede ${escapeHtml(source.catalogue.version)}. The points of every curve are in this file as JSON.</p>`;
  const numbers = JSON.stringify({ runs, curves: curves.frozen }, numberReplacer);
  return page(title, lead + body.join(''), numbers);
}
