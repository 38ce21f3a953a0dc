import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { Latent } from '../../../shared/latent.ts';
import { encodePictures } from '../../api-client.ts';
import type { Scheme } from '../../theme.ts';
import { saveFile } from '../../ui/save-file.ts';
import { valuesOf, withValue } from './axes.ts';
import { picturesOf } from './export-walk.ts';
import type { PageState } from './page-words.ts';
import { placeOf, variedAxis } from './vary-words.ts';
import { tableRows } from './vary-stage.tsx';

interface Table {
  generators: OpenedGenerator[];
  state: PageState;
  pins: Latent[];
  pinKey: string;
  scheme: Scheme;
}

/** The table of what is varied, a PNG each generator: a row a pin, a column a value. */
export async function exportTable({ generators, state, pins, pinKey, scheme }: Table): Promise<void> {
  for (const generator of generators) {
    const axis = variedAxis(generator, state.vary);
    if (!axis || pins.some((pin) => pin.length !== generator.latentSize)) continue;
    const columns = valuesOf(axis, state.reach, placeOf(axis, state));
    const rows = pins.slice(0, tableRows(generator, pins.length));
    const cells = rows.flatMap((pin) => columns.map(({ value }) => ({ pin, value })));
    const pictures = await picturesOf(
      generator,
      cells.map(({ pin, value }) => withValue(pin, axis, value)),
      cells.map(({ value }) => (axis.kind === 'condition' ? value : state.label)),
      scheme,
    );
    const scale = Math.max(1, Math.min(8, Math.round(84 / pictures.shape[1])));
    const blob = await encodePictures('strip', pictures, { columns: columns.length, scale });
    saveFile(blob, `${axis.title.replaceAll(' ', '-')}-${pinKey.replaceAll(',', '-')}-${generator.checkpoint}.png`);
  }
}
