import type { Evidence } from '../../../shared/health-rule.ts';
import { formatStep } from '../../charts/number-format.ts';
import { links } from '../../routes.tsx';

/** Steps on either side of a single point. */
const around = 50;

/** Where a piece of evidence is drawn: a curve from some way before its first point to some way behind the last, all else at its step. */
export function linkTo(run: string, evidence: Evidence): string {
  switch (evidence.kind) {
    case 'series': {
      const steps = evidence.points.map(([step]) => step);
      const [first, last] = [Math.min(...steps), Math.max(...steps)];
      const room = first === last ? around : Math.ceil((last - first) / 2);
      // Most curves begin at 0.
      const from = Math.max(Math.min(0, Math.floor(first)), Math.floor(first) - room);
      const range = `${from}..${Math.ceil(last) + room}`;
      return links.run(run, { tab: 'curves', filter: evidence.key, range, step: whole(last) });
    }
    case 'distribution': {
      const distributions = new URLSearchParams({ key: evidence.key }).toString();
      return links.run(run, { tab: 'distributions', distributions, step: whole(evidence.step) });
    }
    default:
      return links.run(run, { tab: 'samples', step: whole(evidence.step) });
  }
}

export function wordsFor(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'series':
      return evidence.key;
    case 'distribution':
      return `${evidence.key} at step ${formatStep(evidence.step)}`;
    default:
      return `samples at step ${formatStep(evidence.step)}`;
  }
}

/** Scripts may log at half steps and below 0; the page's step is neither. */
function whole(step: number): number {
  return Math.max(0, Math.round(step));
}
