import { Button, Slider } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMemo } from 'react';
import { games, losses, methods, orbit, type Place, type Play } from '../../../shared/lab/saddle.ts';
import { formatExact, formatNumber, formatStep } from '../../charts/number-format.ts';
import { useKeys } from '../../keys.ts';
import { useOfferCommands } from '../../ui/page-commands.ts';
import type { LabKind } from './lab.ts';
import { choiceField, numberField, numbersField, scaleField, wholeField } from './lab-words.ts';
import { DistanceOverSteps, OrbitChart } from './orbit-charts.tsx';
import { SaddleKnobs } from './saddle-knobs.tsx';
import { law, verdict } from './saddle-words.ts';
import { useLabState } from './use-lab-state.ts';
import { useStepPlayer } from './use-step-player.ts';
import classes from './labs.module.css';

export const saddleLab: LabKind = {
  name: 'saddle',
  title: 'Saddle orbits',
  lead: 'Two players go downhill, each on its own loss, and the only place of rest is a saddle: together they circle it. Whether they spiral in or out is up to the loss, to who moves first and to the step, which two numbers are enough to show.',
  tex: '\\min_\\theta\\max_\\psi\\;\\theta\\psi\\qquad\\text{Dirac-GAN:}\\quad p=\\delta_0,\\;q=\\delta_\\theta,\\;D(x)=\\psi x',
  papers: [
    { title: 'Mescheder, Geiger and Nowozin 2018, Which training methods for GANs do actually converge?', arxiv: '1801.04406' },
    { title: 'Salimans and others 2016, Improved techniques', arxiv: '1606.03498' },
  ],
  Lab: SaddleLab,
};

const reach = 2.5;
const fields = {
  game: choiceField('bilinear', games),
  loss: choiceField('non-saturating', losses),
  method: choiceField('simultaneous', methods),
  rate: scaleField(0.1, 0.01, 1),
  penalty: numberField(0.5, 0, 4, 2),
  clip: numberField(0.5, 0.05, 2, 2),
  momentum: numberField(-0.3, -0.9, 0.9, 2),
  averaging: numberField(0.25, 0, 2, 2),
  start: numbersField([1, 0.5], -reach, reach),
  steps: wholeField(300, 10, 2000),
  at: wholeField(2000, 0, 2000),
};

function SaddleLab() {
  const { state, set } = useLabState(fields);
  const { game, loss, method, rate, penalty, clip, momentum, averaging, steps } = state;
  const [theta, psi] = state.start;
  const play = useMemo(
    (): Play => ({ game, loss, method, rate, penalty, clip, momentum, averaging }),
    [game, loss, method, rate, penalty, clip, momentum, averaging],
  );
  const places = useMemo(() => orbit(play, [theta, psi], steps), [play, theta, psi, steps]);
  const isStill = useReducedMotion();
  const last = places.length - 1;
  const player = useStepPlayer({ last, at: state.at, isStill, onAt: (at) => set({ at: at === last ? fields.at.usual : at }) });
  useKeys({
    ' ': player.toggle,
    ArrowLeft: () => player.move(-1),
    ArrowRight: () => player.move(1),
    'shift+ArrowLeft': () => player.move(-10),
    'shift+ArrowRight': () => player.move(10),
  });
  useOfferCommands([{ label: player.isPlaying ? 'Pause the orbit' : 'Play the orbit', run: player.toggle, key: 'Space' }]);
  return (
    <>
      <SaddleKnobs play={play} steps={steps} set={set} />
      <div
        className={classes.work}
        style={{ gridTemplateColumns: 'minmax(0, 1.15fr) minmax(0, 1fr)', gridTemplateRows: 'minmax(0, 1fr) auto' }}
      >
        <div style={{ gridRow: '1 / 3' }}>
          <OrbitChart
            play={play}
            places={places}
            at={player.at}
            reach={reach}
            onStart={(next) => set({ start: next, at: fields.at.usual })}
          />
        </div>
        <DistanceOverSteps places={places} at={player.at} />
        <div>
          <Readout play={play} places={places} at={player.at} />
        </div>
      </div>
      <div className={classes.player}>
        <Button
          onClick={player.toggle}
          w={80}
          leftSection={player.isPlaying ? <IconPlayerPauseFilled size={13} /> : <IconPlayerPlayFilled size={13} />}
        >
          {player.isPlaying ? 'Pause' : 'Play'}
        </Button>
        <Slider
          className="fill"
          min={0}
          max={Math.max(1, last)}
          value={player.at}
          label={null}
          thumbLabel="Step of the orbit"
          onChange={player.go}
        />
        <output className={classes.knobValue}>
          step {formatStep(player.at)} of {formatStep(last)}
        </output>
        {isStill ? <span className="faint">your system asks for less motion: Play shows the end</span> : null}
      </div>
    </>
  );
}

function Readout({ play, places, at }: { play: Play; places: Place[]; at: number }) {
  const [first, here] = [places[0], places[at]];
  const ratio = Math.hypot(...here) / Math.hypot(...first);
  return (
    <>
      <table className={classes.figures}>
        <caption>{verdict(places)}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">When</span>
            </th>
            <th scope="col">θ</th>
            <th scope="col">ψ</th>
            <th scope="col">distance</th>
          </tr>
        </thead>
        <tbody>
          {[
            { when: 'start', place: first },
            { when: `step ${formatStep(at)}`, place: here },
          ].map(({ when, place }) => (
            <tr key={when}>
              <th scope="row">{when}</th>
              {[place[0], place[1], Math.hypot(...place)].map((value, i) => (
                <td key={['θ', 'ψ', 'distance'][i]} title={formatExact(value)}>
                  {formatNumber(value, 5)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.words}>
        {Number.isFinite(ratio) && at > 0
          ? `Distance to the equilibrium times ${formatNumber(ratio, 4)}, ${formatNumber(ratio ** (1 / at), 6)} a step on average. `
          : ''}
        {law(play)}
      </p>
    </>
  );
}
