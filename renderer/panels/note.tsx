import type { ReactNode } from 'react';
import { ProblemNote } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';

/** What stands where a panel has nothing to draw: what went wrong, that it is on its way, or `words` on when there will be something. */
export function noteOf(error: unknown, isWaiting: boolean, words: ReactNode): ReactNode {
  if (error) return <ProblemNote error={error} />;
  return isWaiting ? <Waiting /> : words;
}
