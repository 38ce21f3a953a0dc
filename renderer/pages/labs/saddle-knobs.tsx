import { NativeSelect } from '@mantine/core';
import { type Game, games, type Loss, losses, type Method, methods, type Play } from '../../../shared/lab/saddle.ts';
import { formatStep } from '../../charts/number-format.ts';
import { Knob } from './knob.tsx';
import { gameNames, lossNames, methodNames } from './saddle-words.ts';
import classes from './labs.module.css';

interface KnobsProps {
  play: Play;
  steps: number;
  set: (patch: Partial<Play & { steps: number }>) => void;
}

/** Everything but the start. What does nothing under the chosen game keeps its place, so that nothing moves when another is chosen. */
export function SaddleKnobs({ play, steps, set }: KnobsProps) {
  const { game, loss, method, rate } = play;
  const isDirac = game === 'dirac';
  return (
    <div className={`${classes.knobs} ${classes.even}`}>
      <NativeSelect
        aria-label="Game"
        w={150}
        value={game}
        data={options(games, gameNames)}
        onChange={(event) => set({ game: event.currentTarget.value as Game })}
      />
      <NativeSelect
        aria-label="Loss"
        w={170}
        value={isDirac ? loss : ''}
        disabled={!isDirac}
        data={isDirac ? options(losses, lossNames) : [{ value: '', label: 'one loss only' }]}
        onChange={(event) => set({ loss: event.currentTarget.value as Loss })}
      />
      <NativeSelect
        aria-label="Method"
        w={190}
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
      <LossKnob play={play} set={set} />
      <MethodKnob play={play} set={set} />
    </div>
  );
}

function LossKnob({ play, set }: Omit<KnobsProps, 'steps'>) {
  const { game, loss, penalty, clip } = play;
  if (game === 'dirac' && loss === 'wgan-clip') {
    return <Knob label="c, the bound" value={clip} low={0.05} high={2} step={0.05} onValue={(next) => set({ clip: next })} />;
  }
  const isUsed = game === 'dirac' && (loss === 'r1' || loss === 'wgan-gp');
  const label = !isUsed ? 'No penalty' : loss === 'r1' ? 'γ of R1' : 'λ, the penalty';
  return <Knob label={label} value={penalty} low={0} high={4} step={0.05} isIdle={!isUsed} onValue={(next) => set({ penalty: next })} />;
}

function MethodKnob({ play, set }: Omit<KnobsProps, 'steps'>) {
  const { method, momentum, averaging } = play;
  if (method === 'momentum') {
    return (
      <Knob label="Momentum" value={momentum} low={-0.9} high={0.9} step={0.05} origin={0} onValue={(next) => set({ momentum: next })} />
    );
  }
  const isUsed = method === 'averaging';
  return (
    <Knob
      label={isUsed ? 'Weight of the mean' : 'No memory'}
      value={averaging}
      low={0}
      high={2}
      step={0.05}
      isIdle={!isUsed}
      onValue={(next) => set({ averaging: next })}
    />
  );
}

function options<T extends string>(values: readonly T[], names: Record<T, string>) {
  return values.map((value) => ({ value, label: names[value] }));
}
