import type { Importer } from '../importer.ts';
import { mlflow } from './mlflow.ts';
import { tables } from './tables.ts';
import { tensorboard } from './tensorboard.ts';
import { trackio } from './trackio.ts';
import { wandb } from './wandb.ts';

/** The list people read; one file or folder a tool. Where several know what lies at a path, the first one takes it. */
export const importers: Importer[] = [wandb, mlflow, tensorboard, trackio, tables];
