import type { Conditions, LatentPart, OutputShape } from '../trainer-protocol.ts';

/**
 * POST /api/checkpoints/:id/open     → OpenedGenerator: loads it (kept warm for a few minutes)
 * POST /api/checkpoints/:id/generate?newest=TOKEN&exact=true   body safetensors `latents` [n,latentSize] f32, `labels` [n] i32 (optional)
 *        → safetensors: `pixels` [n,h,w,c] u8, `points` [n,d] f32, `voxels` [n,s,s,s] u8 or `waves` [n,length] f32, and where it is made from a
 *        picture that one as `given` [n,h,w,c] u8; `exact`: pictures (−1…1) and solids (0…1) as f32, and what it was told as `condition`; a label is an index into `conditions.names`; header `x-milliseconds`: time spent generating.
 *        Of the asks with the same `newest` token only the newest is answered; older ones get 409. Opens the checkpoint where need be.
 * GET  /api/checkpoints/:id/encoded → safetensors: a few real examples of the run's data (as `generate` names them), the `latents` [n,latentSize] that the
 *        encoder finds for them, and their `labels` [n] i32 where they have classes; the same examples for every checkpoint of the run
 * GET  /api/checkpoints/:id/file?layout=tfjs|torch → the checkpoint's weights as safetensors
 * POST /api/pictures/gif | /api/pictures/strip   body safetensors `pixels` [n,h,w,c] u8, query `delay` ms, `scale` 1…16, strip: `columns` → image/gif | image/png
 */
export interface OpenedGenerator {
  checkpoint: number;
  run: string;
  step: number;
  latentSize: number;
  /** How its latents were drawn in training: standard normal, or uniform between −1 and 1. */
  latentKind: 'normal' | 'uniform';
  parts: LatentPart[];
  /** How many conditions there are to choose from; null where it takes none. */
  classes: number | null;
  conditions: Conditions | null;
  /** Whether there is an encoder that finds latents of real examples. */
  encodes: boolean;
  output: OutputShape;
}
