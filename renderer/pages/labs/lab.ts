import type { ComponentType } from 'react';

/** A page of live explanation: nothing is asked of the studio, everything is computed under the hand. */
export interface LabKind {
  /** As it stands in the address. */
  name: string;
  title: string;
  /** Two sentences. */
  lead: string;
  tex: string;
  papers: { title: string; arxiv: string }[];
  Lab: ComponentType;
}
