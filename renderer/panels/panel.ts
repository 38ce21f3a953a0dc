import type { ComponentType } from 'react';
import type { RunDetail } from '../../shared/api/runs.ts';
import type { PageView } from './page-view.ts';

/** A run as panels see it: how it is drawn, and what was recorded of it. */
export interface PanelRun {
  id: string;
  label: string;
  color: string;
  dash: number[];
  detail: RunDetail;
}
export interface PanelProps {
  /** Those that are switched on, in the order of the legend. */
  runs: PanelRun[];
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
  options: PanelOptions;
  onOptions: (patch: PanelOptions) => void;
}
/** A panel's own choices, as they stand in a saved view. */
export type PanelOptions = Record<string, string>;

export interface PanelKind {
  kind: string;
  title: string;
  /** One line for the list of panels that can be added. */
  help: string;
  /** Columns of twelve, and rows. */
  size: { width: number; height: number };
  Panel: ComponentType<PanelProps>;
}
