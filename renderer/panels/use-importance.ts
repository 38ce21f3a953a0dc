import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ImportanceAnswer } from '../../shared/api/importance.ts';
import { brushQuery } from '../charts/run-brush.ts';
import { importanceOf } from '../runs-client.ts';
import type { RunSet } from './run-set.ts';

type State =
  | { kind: 'idle' }
  | { kind: 'working'; done: number }
  | { kind: 'answer'; answer: ImportanceAnswer; isOld: boolean }
  | { kind: 'failed'; error: unknown };
/** Answers outlive the panel: they take seconds. */
const known = new Map<string, ImportanceAnswer>();

/** Worked out when asked for, of the brushed runs; another target is worked out at once where one was before. */
export function useImportance({ ask, brush }: RunSet, target: string) {
  const within = brushQuery(brush);
  const key = JSON.stringify([ask, within, target]);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const work = useRef<AbortController | null>(null);
  const start = () => {
    work.current?.abort();
    const mine = new AbortController();
    work.current = mine;
    setState({ kind: 'working', done: 0 });
    importanceOf({ ...ask, within, target }, (done) => !mine.signal.aborted && setState({ kind: 'working', done }), mine.signal).then(
      (answer) => {
        known.set(key, answer);
        if (!mine.signal.aborted) setState({ kind: 'answer', answer, isOld: false });
      },
      (error: unknown) => {
        if (!mine.signal.aborted) setState({ kind: 'failed', error });
      },
    );
  };
  const cancel = () => {
    work.current?.abort();
    setState({ kind: 'idle' });
  };
  const turn = useEffectEvent(() => {
    const answer = known.get(key);
    if (answer) setState({ kind: 'answer', answer, isOld: false });
    else setState((was) => (was.kind === 'answer' && was.answer.target === target ? { ...was, isOld: true } : { kind: 'idle' }));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question
  useEffect(() => {
    turn();
    return () => work.current?.abort();
  }, [key]);
  return { state, start, cancel };
}
