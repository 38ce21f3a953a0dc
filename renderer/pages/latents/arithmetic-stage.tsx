import { useEffect } from 'react';
import { arithmetic, type Latent } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { OutputView } from './output-view.tsx';
import { noteDrawn, noteGenerated } from './rate.ts';
import { askFor } from './use-generators.ts';
import { useNewest } from './use-newest.ts';
import classes from './latents.module.css';

/** A − B + C with pictures as operands: the difference of two, weighted, added to a third. */
export function ArithmeticStage(props: {
  generator: OpenedGenerator;
  pins: Latent[];
  pinKey: string;
  operands: [number, number, number];
  strength: number;
  label: number;
  color: string;
  name: string;
}) {
  const { generator, pins, pinKey, operands, strength, label, color, name } = props;
  const [a, b, c] = operands.map((index) => pins[Math.min(index, pins.length - 1)]);
  const { answer, error, latency } = useNewest(`${generator.checkpoint} ${pinKey} ${label} ${operands} ${strength}`, () =>
    askFor(generator, [a, b, c, arithmetic(a, b, c, strength)], label),
  );
  useEffect(() => {
    if (!answer) return;
    noteGenerated(answer.milliseconds, 4);
    requestAnimationFrame(() => noteDrawn(latency));
  }, [answer, latency]);
  if (error && !answer) return <ProblemNote error={error} />;
  const view = (index: number, what: string) => (
    <div className={classes.term}>
      <span className="soft">{what}</span>
      <OutputView
        generator={generator}
        shown={answer && { tensors: answer.tensors, index }}
        label={label}
        color={color}
        name={`${name}: ${what}`}
      />
    </div>
  );
  return (
    <div className={classes.sum}>
      {view(0, 'A')}
      <span className={classes.sign}>−</span>
      {view(1, 'B')}
      <span className={classes.sign}>+</span>
      {view(2, 'C')}
      <span className={classes.sign}>=</span>
      {view(3, strength === 1 ? 'A − B + C' : `${strength.toFixed(2)} × (A − B) + C`)}
    </div>
  );
}
