import { IconActivityHeartbeat } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Evidence, Finding } from '../../../shared/health-rule.ts';
import { formatStep } from '../../charts/number-format.ts';
import { useCatalogue } from '../../queries.ts';
import { links } from '../../routes.tsx';
import classes from './health.module.css';

/** What the health rules found, each with where it can be seen. */
export function HealthFindings({ run, findings }: { run: string; findings: readonly Finding[] }) {
  const { data: catalogue } = useCatalogue();
  if (findings.length === 0) return null;
  return (
    <section aria-label="Health" className={classes.findings}>
      <h2>
        <IconActivityHeartbeat size={14} aria-hidden /> Health
      </h2>
      <ul>
        {findings.map(({ rule, subject, step, sentence, evidence }) => (
          <li key={`${rule} ${subject}`}>
            <b title={catalogue?.health.find(({ name }) => name === rule)?.definition}>{capital(rule)}</b>
            <span>{sentence}</span>
            <span className={classes.links}>
              {evidence.map((one) => (
                <Link key={linkTo(run, step, one)} href={linkTo(run, step, one)}>
                  {wordsFor(one)}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** In the head of the page: how many, and which. */
export function HealthMark({ run, health }: { run: string; health: readonly string[] }) {
  if (health.length === 0) return null;
  return (
    <Link className={classes.mark} href={links.run(run)} title={health.map(capital).join('\n')}>
      <IconActivityHeartbeat size={14} aria-hidden /> {health.length === 1 ? capital(health[0]) : `${health.length} health findings`}
    </Link>
  );
}

/** Where a piece of evidence is drawn, at its step. */
function linkTo(run: string, found: number, evidence: Evidence): string {
  switch (evidence.kind) {
    case 'series':
      return links.run(run, { tab: 'curves', filter: evidence.key, step: whole(evidence.points.at(-1)?.[0] ?? found) });
    case 'distribution':
      return links.run(run, {
        tab: 'distributions',
        distributions: new URLSearchParams({ key: evidence.key }).toString(),
        step: whole(evidence.step),
      });
    default:
      return links.run(run, { tab: 'samples', step: whole(evidence.step) });
  }
}

function wordsFor(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'series':
      return evidence.key;
    case 'distribution':
      return `${evidence.key} at step ${formatStep(evidence.step)}`;
    default:
      return `samples at step ${formatStep(evidence.step)}`;
  }
}

/** Scripts may log at half steps; the page's step is whole. */
function whole(step: number): number {
  return Math.max(0, Math.round(step));
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
