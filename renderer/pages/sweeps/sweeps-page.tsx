import { Button } from '@mantine/core';
import { Link, useParams } from 'wouter';
import { useSweeps } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { NewSweep } from './new-sweep.tsx';
import { SweepView } from './sweep-view.tsx';
import { shownName } from '../../ui/run-title.ts';
import classes from './sweeps.module.css';

/** Sweeps: many runs from one plan, and what came of them as one table. */
export default function SweepsPage() {
  const { id } = useParams<{ id?: string }>();
  const { data, error, refetch } = useSweeps();
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">Sweeps</h1>
      <nav className={classes.list} aria-label="Sweeps">
        <Button component={Link} href={links.newSweep()} variant={id === 'new' ? 'filled' : 'default'} fullWidth>
          New sweep
        </Button>
        {error && <ProblemNote error={error} again={() => void refetch()} />}
        <ul>
          {data?.map((sweep) => (
            <li key={sweep.id}>
              <Link href={links.sweep(sweep.id)} className={classes.entry} aria-current={sweep.id === id ? 'page' : undefined}>
                <span className="ellipsis">{shownName(sweep.name)}</span>
                <span className="faint number">{sweep.isOver ? sweep.runs : `${sweep.ended}/${sweep.runs}`}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes.detail}>{id === 'new' ? <NewSweep /> : id !== undefined ? <SweepView key={id} id={id} /> : <NoSweep />}</div>
    </div>
  );
}

function NoSweep() {
  return (
    <EmptyPlace
      title="Many runs from one plan"
      action={
        <Button variant="filled" size="sm" component={Link} href={links.newSweep()}>
          Write a plan
        </Button>
      }
    >
      <p>
        A sweep trains one config many times: over every combination of some values, or at places drawn at random, and as several variants
        that meet at the same places.
      </p>
      <p>
        Its runs are trained to their end, or end early: with successive halving the best third of those that come to a rung goes on, and
        the rest stop there.
      </p>
      <p>
        The stress test comes with the studio: random architectures, a GAN against a WGAN with gradient penalty, and how many only one of
        them could train.
      </p>
    </EmptyPlace>
  );
}
