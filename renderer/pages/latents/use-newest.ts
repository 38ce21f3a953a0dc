import { useEffect, useRef, useState } from 'react';
import { isUnheard } from '../../api-client.ts';
import { useBack } from '../../live.ts';

/** The answer to the newest question: one is in flight at a time, those in between are never asked. `key` names the question. */
export function useNewest<Answer>(
  key: string,
  ask: () => Promise<Answer> | null,
): { answer: Answer | null; error: unknown; latency: number } {
  const [state, setState] = useState<{ answer: Answer | null; error: unknown; latency: number }>({ answer: null, error: null, latency: 0 });
  const flight = useRef({ isBusy: false, asked: '', isOver: false });
  const latest = useRef({ key, ask });
  useEffect(() => {
    latest.current = { key, ask };
    flight.current.isOver = false;
    void run();
    async function run(): Promise<void> {
      const { current } = flight;
      if (current.isBusy) return;
      current.isBusy = true;
      while (current.asked !== latest.current.key && !current.isOver) {
        const start = performance.now();
        current.asked = latest.current.key;
        const question = latest.current.ask();
        if (!question) {
          current.asked = '';
          break;
        }
        try {
          const answer = await question;
          if (!current.isOver) setState({ answer, error: null, latency: performance.now() - start });
        } catch (error) {
          if (!current.isOver) setState((before) => ({ ...before, error }));
        }
      }
      current.isBusy = false;
    }
  });
  useBack(() => {
    if (!isUnheard(state.error)) return;
    flight.current.asked = '';
    setState((before) => ({ ...before, error: null }));
  });
  useEffect(() => {
    const { current } = flight;
    return () => {
      current.isOver = true;
      current.asked = '';
    };
  }, []);
  return state;
}
