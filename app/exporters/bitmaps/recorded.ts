import type { SampleEntry } from '../../../shared/api/measurements.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { SampleKind } from '../../../shared/measurement.ts';
import type { ExportSource } from '../../exporter.ts';

/** What says most of a run comes first: what it makes, then what was looked at beside. */
const order: SampleKind[] = [
  'pictures',
  'voxels',
  'sound',
  'captions',
  'grid',
  'unfolding',
  'embedding',
  'points',
  'surface',
  'plan',
  'table',
  'text',
];

/** What one probe of a run saw, oldest step first; the one that says most where none is named. @throws StudioError not-found */
export function recordedBy(source: ExportSource, run: string, probe: string | undefined): SampleEntry[] {
  const all = source.samples(run);
  const { number, name } = source.run(run);
  if (all.length === 0) throw new StudioError('not-found', `#${number} ${name} has recorded no pictures.`);
  const rank = ({ kind }: SampleEntry) => order.indexOf(kind);
  const wanted = probe ?? all.reduce((best, entry) => (rank(entry) < rank(best) ? entry : best)).probe;
  const entries = all.filter((entry) => entry.probe === wanted);
  if (entries.length > 0) return entries;
  const probes = [...new Set(all.map((entry) => entry.probe))].join(', ');
  throw new StudioError('not-found', `#${number} ${name} has recorded nothing by the probe ${wanted}; there is ${probes}.`);
}

/** That of a step, or the newest. @throws StudioError not-found, with the nearest step */
export function recordedAt(source: ExportSource, run: string, { probe, step }: { probe?: string; step?: number }): SampleEntry {
  const entries = recordedBy(source, run, probe);
  const entry = step === undefined ? entries[entries.length - 1] : entries.find((candidate) => candidate.step === step);
  if (entry) return entry;
  const distance = (candidate: SampleEntry) => Math.abs(candidate.step - Number(step));
  const nearest = entries.reduce((best, candidate) => (distance(candidate) < distance(best) ? candidate : best));
  const { number, name } = source.run(run);
  throw new StudioError('not-found', `#${number} ${name} recorded no pictures at step ${step}; the nearest are at step ${nearest.step}.`);
}
