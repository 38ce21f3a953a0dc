import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface HiddenRuns {
  /** Runs whose eye is closed: no chart draws them, in any page. */
  hidden: Record<string, true>;
  toggle(run: string): void;
}

export const useHiddenRuns = create<HiddenRuns>()(
  persist(
    (set) => ({
      hidden: {},
      toggle: (run) =>
        set(({ hidden }) => {
          const { [run]: was, ...rest } = hidden;
          return { hidden: was ? rest : { ...hidden, [run]: true } };
        }),
    }),
    { name: 'ganymede-hidden-runs' },
  ),
);
