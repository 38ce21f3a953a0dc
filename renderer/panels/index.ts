import { captionsPanel } from './captions-panel.tsx';
import { curvesPanel } from './curves-panel.tsx';
import { depthPanel } from './depth-panel.tsx';
import { distancesPanel } from './distances-panel.tsx';
import { distributionsPanel } from './distributions-panel.tsx';
import { embeddingPanel } from './embedding-panel.tsx';
import { gridPanel } from './grid-panel.tsx';
import { importancePanel } from './importance-panel.tsx';
import { lineagePanel } from './lineage-panel.tsx';
import type { PanelKind } from './panel.ts';
import { parallelPanel } from './parallel-panel.tsx';
import { planPanel } from './plan-panel.tsx';
import { runStepPanel } from './run-step-panel.tsx';
import { samplesPanel } from './samples-panel.tsx';
import { scatterPanel } from './scatter-panel.tsx';
import { soundPanel } from './sound-panel.tsx';
import { surfacePanel } from './surface-panel.tsx';
import { textPanel } from './text-panel.tsx';
import { unfoldingPanel } from './unfolding-panel.tsx';
import { voxelsPanel } from './voxels-panel.tsx';

export const panelKinds: PanelKind[] = [
  curvesPanel,
  distributionsPanel,
  distancesPanel,
  samplesPanel,
  runStepPanel,
  gridPanel,
  embeddingPanel,
  unfoldingPanel,
  captionsPanel,
  voxelsPanel,
  soundPanel,
  textPanel,
  surfacePanel,
  planPanel,
  depthPanel,
  parallelPanel,
  scatterPanel,
  importancePanel,
  lineagePanel,
];
