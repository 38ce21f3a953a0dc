import type { View } from '../../../shared/solids.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import type { OutputShape } from '../../../shared/trainer-protocol.ts';
import { chartTokens } from '../../charts/chart-tokens.ts';
import { drawSolid, solidOf } from '../../charts/solid-drawing.ts';
import { drawSound, waveOf } from '../../charts/sound-drawing.ts';
import type { Scheme } from '../../theme.ts';
import { type Box, paintPicture } from '../../ui/tensor-drawing.ts';

export interface Look {
  eye: View;
  scheme: Scheme;
}

/** Example `index` of what a generator made, in a box: a picture, a solid as the eye sees it, or a sound's wave and frequencies. Points are drawn on their plane instead. */
export function paintOutput(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  output: OutputShape,
  tensors: Record<string, WireTensor>,
  index: number,
  box: Box,
  { eye, scheme }: Look,
): void {
  switch (output.kind) {
    case 'pictures':
      if (tensors.pixels) paintPicture(context, tensors.pixels, index, box);
      return;
    case 'voxels':
      if (tensors.voxels) drawSolid(context, solidOf(tensors.voxels, index), output.size, eye, box);
      return;
    case 'sound': {
      const { text, quiet } = chartTokens[scheme];
      if (tensors.waves) drawSound(context, waveOf(tensors.waves, index), box, { wave: text, cursor: quiet });
      return;
    }
    case 'points':
  }
}
