import { Button, NativeSelect, Slider } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useMemo } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import { type Game, games, type Loss, losses, type Method, methods, orbit, type Place, type Play } from '../../../shared/lab/saddle.ts';
import { formatExact, formatNumber, formatStep } from '../../charts/number-format.ts';
import { useKeys } from '../../keys.ts';
import { useOfferCommands } from '../../ui/page-commands.ts';
import { Knob } from './knob.tsx';
import type { LabKind } from './lab.ts';
import { choiceField, numberField, numbersField, scaleField, wholeField } from './lab-words.ts';
import { DistanceOverSteps, OrbitChart } from './orbit-charts.tsx';
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
const gameNames: Record<Game, string> = { bilinear: 'Bilinear game θψ', dirac: 'Dirac-GAN' };
const lossNames: Record<Loss, string> = {
  minimax: 'minimax',
  'non-saturating': 'non-saturating',
  wgan: 'WGAN',
  'wgan-clip': 'WGAN, clipped',
  'wgan-gp': 'WGAN-GP',
  r1: 'non-saturating + R1',
};
const methodNames: Record<Method, string> = {
  simultaneous: 'both at once',
  alternating: 'in turns, ψ first',
  extragradient: 'extragradient: look ahead',
  momentum: 'momentum',
  averaging: 'historical averaging',
};
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
  const isDirac = game === 'dirac';
  return (
    <>
      <div className={classes.knobs}>
        <NativeSelect
          aria-label="Game"
          value={game}
          data={options(games, gameNames)}
          onChange={(event) => set({ game: event.currentTarget.value as Game })}
        />
        <NativeSelect
          aria-label="Loss"
          value={isDirac ? loss : ''}
          disabled={!isDirac}
          data={isDirac ? options(losses, lossNames) : [{ value: '', label: 'one loss only' }]}
          onChange={(event) => set({ loss: event.currentTarget.value as Loss })}
        />
        <NativeSelect
          aria-label="Method"
          value={method}
          data={options(methods, methodNames)}
          onChange={(event) => set({ method: event.currentTarget.value as Method })}
        />
        <Knob label="η, the step" value={rate} low={0.01} high={1} isLog onValue={(next) => set({ rate: next })} />
        <Knob
          label="Steps"
          value={steps}
          low={10}
          high={2000}
          isLog
          write={formatStep}
          onValue={(next) => set({ steps: Math.round(next) })}
        />
        {isDirac && loss === 'r1' && (
          <Knob label="γ of R1" value={penalty} low={0} high={4} step={0.05} onValue={(next) => set({ penalty: next })} />
        )}
        {isDirac && loss === 'wgan-gp' && (
          <Knob label="λ" value={penalty} low={0} high={4} step={0.05} onValue={(next) => set({ penalty: next })} />
        )}
        {isDirac && loss === 'wgan-clip' && (
          <Knob label="c, the bound" value={clip} low={0.05} high={2} step={0.05} onValue={(next) => set({ clip: next })} />
        )}
        {method === 'momentum' && (
          <Knob
            label="Momentum"
            value={momentum}
            low={-0.9}
            high={0.9}
            step={0.05}
            origin={0}
            onValue={(next) => set({ momentum: next })}
          />
        )}
        {method === 'averaging' && (
          <Knob label="Weight of the mean" value={averaging} low={0} high={2} step={0.05} onValue={(next) => set({ averaging: next })} />
        )}
      </div>
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

/** Judged by what was computed: the middle distance of the last fifth against that of the first. */
function verdict(places: Place[]): string {
  const far = places.map((place) => Math.hypot(...place));
  if (far[0] === 0) return 'Started on the equilibrium, where it stays';
  const fifth = Math.max(1, Math.floor(far.length / 5));
  const middle = (part: number[]) => part.toSorted((a, b) => a - b)[Math.floor(part.length / 2)];
  const ratio = middle(far.slice(-fifth)) / middle(far.slice(0, fifth));
  if (ratio > 1.05) return 'It moves away from the equilibrium';
  return ratio < 0.95 ? 'It comes nearer to the equilibrium' : 'It neither comes nearer nor moves away';
}

/** What is known of the method on the bilinear game, and of the loss on the Dirac game. */
function law({ game, loss, method, rate }: Play): string {
  if (game === 'bilinear') {
    switch (method) {
      case 'simultaneous':
        return `Here each step is √(1 + η²) = ${formatNumber(Math.sqrt(1 + rate ** 2), 6)} times farther out, whatever η.`;
      case 'alternating':
        return 'Here θ² + ψ² + ηθψ is kept: an ellipse, for ever.';
      case 'extragradient':
        return `Here each step is √(1 − η² + η⁴) = ${formatNumber(Math.sqrt(1 - rate ** 2 + rate ** 4), 6)} times as far.`;
      case 'momentum':
        return 'Positive momentum drives it out faster; a negative one brakes.';
      case 'averaging':
        return 'The pull to the mean of the past brings it in; too heavy a weight holds it where it was.';
      default:
        return assertNever(method);
    }
  }
  switch (loss) {
    case 'minimax':
    case 'non-saturating':
      return 'Near the equilibrium both unregularised losses only turn: gradient descent does not converge.';
    case 'wgan':
      return 'With a linear critic this is the bilinear game.';
    case 'wgan-clip':
      return 'Clipping holds ψ in its band, and θ goes on from side to side.';
    case 'wgan-gp':
      return 'The penalty wants |ψ| = 1, which is not the equilibrium: it does not come to rest.';
    case 'r1':
      return 'R1 punishes any slope on the data, so the critic rests at 0 and the orbit comes in.';
    default:
      return assertNever(loss);
  }
}

function options<T extends string>(values: readonly T[], names: Record<T, string>) {
  return values.map((value) => ({ value, label: names[value] }));
}
