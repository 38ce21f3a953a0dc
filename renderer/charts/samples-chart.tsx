import type { ReactNode } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import type { Pictures } from './pictures.ts';
import { gridCanvas, SampleGrid } from './sample-grid.tsx';

/** One recorded grid of pictures, with its way out as PNG. */
export function SamplesChart({
  title,
  pictures,
  note,
  actions,
  menu,
  latents = 'the same latents at every step',
}: {
  title: string;
  pictures: Pictures;
  note?: ReactNode;
  actions?: ReactNode;
  menu?: ReactNode;
  /** What is known of where they come from; of pictures that another tool logged, nothing. */
  latents?: string;
}) {
  const { count, width, height, channels, data } = pictures;
  return (
    <ChartFrame
      title={title}
      caption={
        <>
          {count === 1 ? '1 picture' : `${count} pictures`} of {width} × {height}
          {latents === '' ? '' : `, ${latents}`} {note}
        </>
      }
      actions={actions}
      menu={menu}
      table={() => ({
        columns: ['picture', 'mean brightness'],
        rows: Array.from({ length: count }, (_, i) => {
          const size = width * height * channels;
          return [i + 1, data.subarray(i * size, (i + 1) * size).reduce((sum, value) => sum + value, 0) / size];
        }),
      })}
      picture={() => ({ png: () => canvasBlob(gridCanvas(pictures)) })}
    >
      <SampleGrid pictures={pictures} label={`${title}: ${count} pictures of ${width} by ${height} pixels`} />
    </ChartFrame>
  );
}

async function canvasBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('The browser could not turn the grid into a PNG.');
  return blob;
}
