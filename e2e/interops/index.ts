import type { Interop } from '../interop.ts';
import { mlflow } from './mlflow.ts';
import { tensorboard } from './tensorboard.ts';
import { modelPy } from './model-py.ts';
import { realDigits } from './real-digits.ts';

/** The list people read; one file a package or a group of them. */
export const interops: Interop[] = [modelPy, mlflow, tensorboard, realDigits];
