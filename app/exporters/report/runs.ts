import { configDifference } from '../../../shared/config-paths.ts';
import { knownConfig } from '../../../shared/origin.ts';
import type { Run } from '../../../shared/run.ts';
import { duration, escapeHtml, moment, number, table, whole } from './text.ts';

/** Colour belongs to the run; the thirteenth has the first one's colour with another dash. */
export function runClass(run: Run): string {
  return `r${run.color % 12} d${Math.floor((run.number - 1) / 12) % 4}`;
}
export function chip(run: Run): string {
  return `<i class="chip ${runClass(run)}"></i>`;
}

export function runsSection(runs: Run[]): string {
  const rows = runs.map((run) => [
    `${chip(run)} <b>#${run.number}</b> ${escapeHtml(run.name)}${run.tags.map((tag) => ` <span class="tag">${escapeHtml(tag)}</span>`).join('')}`,
    escapeHtml(run.config.recipe),
    escapeHtml(run.config.dataset.name),
    run.status + (run.sentence ? `<br><span class="help">${escapeHtml(run.sentence)}</span>` : ''),
    run.origin === null ? `${whole(run.step)} / ${whole(run.config.steps)}` : whole(run.step),
    duration(run.trainedFor),
    escapeHtml(run.environment?.backend ?? run.origin?.title ?? '–'),
    moment(run.createdAt),
  ]);
  const notes = runs
    .filter(({ notes: text }) => text.trim() !== '')
    .map((run) => `<p class="prose">${chip(run)} <b>#${run.number}</b> ${escapeHtml(run.notes).replaceAll('\n', '<br>')}</p>`);
  return table(['run', 'recipe', 'dataset', 'status', 'steps', 'trained for', 'backend', 'created'], rows) + notes.join('');
}

/** Only what differs. Empty for a single run. */
export function differencesSection(runs: Run[]): string {
  if (runs.length < 2) return '';
  const rows = configDifference(runs.map(knownConfig)).filter(({ differs }) => differs);
  if (rows.length === 0) return '<p class="prose">Nothing but the name: the configs are the same.</p>';
  return configTable(runs, rows);
}

export function configSection(runs: Run[]): string {
  return configTable(runs, configDifference(runs.map(knownConfig)));
}

export function environmentSection(runs: Run[]): string {
  const found = runs.filter(({ environment }) => environment !== null);
  if (found.length === 0) return '';
  const keys = ['backend', 'device', 'platform', 'cpu', 'cores', 'memoryBytes', 'node', 'tfjs', 'code'] as const;
  const rows = keys.map((key) => [
    key === 'memoryBytes' ? 'memory' : key,
    ...found.map(({ environment }) => {
      const value = environment?.[key] ?? '';
      return key === 'memoryBytes' ? `${(Number(value) / 2 ** 30).toFixed(1)} GiB` : escapeHtml(String(value));
    }),
  ]);
  return table(['', ...found.map((run) => `${chip(run)} #${run.number}`)], rows, 'keys');
}

function configTable(runs: Run[], rows: ReturnType<typeof configDifference>): string {
  const shown = (value: string | number | boolean | null | undefined) =>
    value === undefined ? '<span class="help">–</span>' : typeof value === 'number' ? number(value) : escapeHtml(String(value));
  return table(
    ['', ...runs.map((run) => `${chip(run)} #${run.number}`)],
    rows.map(({ key, values, differs }) => [`<span class="${differs ? 'differs' : ''}">${escapeHtml(key)}</span>`, ...values.map(shown)]),
    'keys',
  );
}
