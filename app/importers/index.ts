import type { Importer } from '../importer.ts';
import { mlflow } from './mlflow.ts';
import { tables } from './tables.ts';
import { tensorboard } from './tensorboard.ts';
import { trackio } from './trackio.ts';
import { wandb } from './wandb.ts';

/** The list people read; one file or folder a tool. Where several find runs at a path, all come in; what lies in a run's own folder is the one's that comes first. */
export const importers: Importer[] = [wandb, mlflow, tensorboard, trackio, tables];
