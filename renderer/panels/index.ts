import { curvesPanel } from './curves-panel.tsx';
import { depthPanel } from './depth-panel.tsx';
import { distributionsPanel } from './distributions-panel.tsx';
import type { PanelKind } from './panel.ts';
import { planPanel } from './plan-panel.tsx';
import { samplesPanel } from './samples-panel.tsx';
import { surfacePanel } from './surface-panel.tsx';

export const panelKinds: PanelKind[] = [curvesPanel, distributionsPanel, samplesPanel, surfacePanel, planPanel, depthPanel];
