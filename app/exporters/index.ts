import type { Exporter } from '../exporter.ts';
import { csv } from './csv.ts';
import { gif } from './gif.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { modelFile } from './model-py.ts';
import { npz } from './npz.ts';
import { pdf } from './pdf.ts';
import { png } from './png.ts';
import { safetensors } from './safetensors.ts';
import { tensorboard } from './tensorboard.ts';

/** The list people read; one file a format. */
export const exporters: Exporter[] = [csv, json, tensorboard, safetensors, npz, modelFile, png, gif, html, pdf];
