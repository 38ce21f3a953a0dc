import { inflateSync } from 'fflate';
import stored from '../../../resources/data/digits8.json' with { type: 'json' };
import type { MadeDataset } from '../dataset.ts';
import { heldOutParam } from '../files/held-out.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { storedPictures } from '../files/stored-pictures.ts';
import { numberOf } from '../param.ts';

const side = 8;
const each = side * side;
/** Of every pixel: so many of the 4 × 4 that it was in the scan are ink. */
const darkest = 16;

/** Real handwriting that ships inside; resources/data/README.md says whose, and how it was packed. */
export const digits8: MadeDataset = {
  name: 'digits8',
  title: 'Handwritten digits, 8 × 8',
  purpose: `${stored.labels.length} digits that 13 people wrote, 8 × 8 pixels of 17 levels: real data without a download. ${stored.authors}, “${stored.title}”, ${stored.source}; ${stored.licence}.`,
  kind: 'pictures',
  params: [pictureSizeParam([8, 16, 28, 32], 8), heldOutParam()],
  open({ params }) {
    const pixels = inflateSync(Uint8Array.from(atob(stored.pixels), (letter) => letter.charCodeAt(0)));
    const read = (index: number, into: Float32Array) => {
      for (let at = 0; at < each; at += 1) into[at] = (2 * pixels[index * each + at]) / darkest - 1;
    };
    return storedPictures(
      { count: stored.labels.length, width: side, height: side, channels: 1, read },
      {
        size: Number(params.size),
        heldOut: numberOf(params, 'heldOut'),
        labels: Int32Array.from(stored.labels, Number),
        classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
        notes: [],
      },
    );
  },
};
