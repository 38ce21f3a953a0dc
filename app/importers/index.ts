import type { Importer } from '../importer.ts';
import { tensorboard } from './tensorboard.ts';

/** The list people read; one file or folder a tool. Where several know what lies at a path, the first one takes it. */
export const importers: Importer[] = [tensorboard];
