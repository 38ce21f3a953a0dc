import type { UseQueryResult } from '@tanstack/react-query';
import type { WalkPath } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import { formatStep } from '../../charts/number-format.ts';
import { useRunDetail } from '../../queries.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { useRunColor } from '../../ui/use-scheme.ts';
import { ArithmeticStage } from './arithmetic-stage.tsx';
import type { Mode, PageState } from './page-words.ts';
import { PlaneStage } from './plane-stage.tsx';
import { usePinLatents } from './use-generators.ts';
import { VaryStage } from './vary-stage.tsx';
import { WalkStage } from './walk-stage.tsx';
import { runTitle } from '../../ui/run-title.ts';
import classes from './latents.module.css';

interface StageProps {
  state: PageState;
  path: WalkPath;
  pinKey: string;
  frame: number;
  ready: Map<number, (frame: number) => boolean>;
  set: (part: Partial<PageState>) => void;
}

/** One checkpoint's view of the latents. */
export function Stage({ answer, ...props }: StageProps & { answer: UseQueryResult<OpenedGenerator> }) {
  return (
    <div className={classes.stage}>
      {answer.error ? <ProblemNote error={answer.error} again={() => void answer.refetch()} /> : null}
      {answer.isPending && <p className="soft">Opening the checkpoint…</p>}
      {answer.data && <OpenStage generator={answer.data} {...props} />}
    </div>
  );
}

function OpenStage({ generator, state, path, pinKey, frame, ready, set }: StageProps & { generator: OpenedGenerator }) {
  const { data } = useRunDetail(generator.run);
  const colorOf = useRunColor();
  const pins = usePinLatents(pinKey, generator, state.held);
  const key = `${pinKey} ${JSON.stringify(state.held)}`;
  const name = data ? runTitle(data.run) : '';
  const color = colorOf(data?.run.color ?? 0);
  const common = { generator, pins, label: state.label, color, name: `${name}, step ${generator.step}` };
  return (
    <>
      <h2>
        <span className={classes.dot} style={{ background: color }} /> {name}{' '}
        <span className="faint">step {formatStep(generator.step)}</span>
      </h2>
      {pins.length === 0 ? (
        <p className="soft">
          A pin is on its way, or belongs to another generator: this one takes {generator.latentSize} numbers
          {generator.encodes ? '' : ' and has no encoder'}.
        </p>
      ) : (
        stageOf()
      )}
    </>
  );

  function stageOf() {
    const mode = modeOf(state.mode, generator);
    switch (mode) {
      case 'walk':
        return <WalkStage {...common} path={path} frame={frame} ready={ready} />;
      case 'plane':
        return <PlaneStage {...common} pinKey={key} place={state.place} onPlace={(place) => set({ place })} />;
      case 'arithmetic':
        return <ArithmeticStage {...common} pinKey={key} operands={state.operands} strength={state.strength} />;
      case 'vary':
        return <VaryStage {...common} pinKey={key} state={state} set={set} />;
      default:
        return assertNever(mode);
    }
  }
}

/** A system without latents can only be told other conditions. */
export function modeOf(mode: Mode, { latentSize }: OpenedGenerator): Mode {
  return latentSize === 0 ? 'vary' : mode;
}
