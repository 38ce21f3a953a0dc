import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { sampleWorkspace } from '../../api-client.ts';
import { queryClient } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { strings } from '../../strings.ts';
import { startTour } from '../../ui/tour.tsx';
import { attempt } from '../../ui/undo.tsx';

/** The first thing a newcomer sees: what a run is, and two ways to have one. */
export function NoRuns() {
  const [isWorking, setWorking] = useState(false);
  const make = async () => {
    setWorking(true);
    await attempt(sampleWorkspace);
    await queryClient.invalidateQueries();
    setWorking(false);
  };
  return (
    <EmptyPlace
      title="No runs yet"
      action={
        <>
          <Button variant="filled" size="sm" loading={isWorking} onClick={() => void make()}>
            Train two sample runs
          </Button>
          <Button size="sm" component={Link} href={links.newRun()}>
            Set up a run of your own
          </Button>
          <Button size="sm" component={Link} href={links.importRuns()}>
            Import runs
          </Button>
          <Button size="sm" component={Link} href={links.labs()}>
            Try the laboratories
          </Button>
          <Button size="sm" onClick={startTour}>
            {strings.tour.offer}
          </Button>
        </>
      }
    >
      <p>
        A run is one training: its recipe, its data, every knob, and everything that was recorded while it trained. All runs are listed
        here, with their curves and figures beside them. Runs that other tools logged can be imported, and stand among them.
      </p>
      <p>
        The sample trains two small WGANs for a minute or two that differ in one thing: one clips its critic’s weights to ±0.1, the other
        has a gradient penalty of weight 0.1. Points, seed, networks, optimiser (RMSProp), rates (0.001) and critic steps are the same.
        Watch them live, then compare them. The laboratories need no training: there the earth mover’s distance, the critic’s slope and
        saddle orbits are moved by hand.
      </p>
    </EmptyPlace>
  );
}
