import { emdLab } from './emd-lab.tsx';
import type { LabKind } from './lab.ts';
import { lipschitzLab } from './lipschitz-lab.tsx';
import { saddleLab } from './saddle-lab.tsx';
import { segmentsLab } from './segments-lab.tsx';
import { twoCloudsLab } from './two-clouds-lab.tsx';

export const labs: LabKind[] = [emdLab, segmentsLab, lipschitzLab, twoCloudsLab, saddleLab];
