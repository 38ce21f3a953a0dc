import { IconActivityHeartbeat } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Finding } from '../../../shared/health-rule.ts';
import { useCatalogue } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { linkTo, wordsFor } from './evidence-links.ts';
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
        {findings.map(({ rule, subject, sentence, evidence }) => (
          <li key={`${rule} ${subject}`}>
            <b title={catalogue?.health.find(({ name }) => name === rule)?.definition}>{capital(rule)}</b>
            <span>{sentence}</span>
            <span className={classes.links}>
              {evidence.map((one) => (
                <Link key={linkTo(run, one)} href={linkTo(run, one)}>
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

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
