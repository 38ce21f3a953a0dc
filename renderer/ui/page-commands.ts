import { useEffect } from 'react';
import { create } from 'zustand';

export interface PageCommand {
  label: string;
  run: () => void;
  /** As it is shown beside the label, such as `E`. */
  key?: string;
}
export const usePageCommands = create<{ commands: PageCommand[] }>(() => ({ commands: [] }));

/** What the page under the palette can do now; they leave with the page. */
export function useOfferCommands(commands: PageCommand[]): void {
  useEffect(() => {
    usePageCommands.setState({ commands });
  });
  useEffect(() => () => usePageCommands.setState({ commands: [] }), []);
}
