import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { previewDataset } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { PictureGrid, PointCloud } from '../../ui/tensor-canvas.tsx';
import { regionOf } from '../../ui/tensor-drawing.ts';
import { useScheme } from '../../ui/use-scheme.ts';
import type { FormProps } from './config-form.tsx';
import { kindOf } from './draft.ts';
import classes from './new-run.module.css';

/** Real examples of the data as it will be trained on. */
export function DatasetPreview({ catalogue, draft, checked }: Pick<FormProps, 'catalogue' | 'draft' | 'checked'>) {
  const { ref, width } = useElementSize();
  const scheme = useScheme();
  const entry = catalogue.datasets.find((dataset) => dataset.name === draft.dataset.name);
  const needsPath = entry?.fromDisk && !draft.dataset.params.path;
  const isWrong = [...checked.issues.keys()].some((path) => path.startsWith('dataset'));
  const dataset = checked.config?.dataset ?? draft.dataset;
  const kind = kindOf(catalogue, draft.dataset.name);
  const count = kind === 'points' ? 2000 : kind === 'pictures' || kind === 'captions' ? 88 : kind === 'domains' ? 200 : 24;
  const seed = checked.config?.seed ?? 1;
  const [asked] = useDebouncedValue(JSON.stringify({ dataset, seed, count }), 250);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['preview', asked],
    queryFn: ({ signal }) => previewDataset(JSON.parse(asked), signal),
    enabled: !isWrong && !needsPath,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const pixels = inOneRow(data?.tensors.pixels);
  const across = data?.sampleKind === 'grid' ? (data.tensors.pixels?.shape[1] ?? 1) : 1;
  const points = data?.tensors.real ?? data?.tensors.points;
  const side = kind === 'points' ? Math.min(width, 300) : 232;
  const label = `Examples of ${entry?.title ?? draft.dataset.name}`;
  return (
    <section>
      <h2>
        {entry?.title ?? 'Data'}
        <span className="faint">
          {data &&
            ` ${data.examples === null ? 'endless' : `${formatStep(data.examples)} examples`}${data.classes ? `, ${data.classes.length} classes` : ''}`}
        </span>
      </h2>
      <div ref={ref} className={classes.data} style={{ minHeight: side }} data-old={isFetching || undefined}>
        {needsPath && <p className="soft">Say where it is on your disk, and examples are shown here.</p>}
        {!needsPath && error ? <ProblemNote error={error} again={() => void refetch()} /> : null}
        {!needsPath && !error && width > 0 && pixels && (
          <PictureGrid pixels={pixels} width={width} label={label} columns={across > 1 ? 6 * across : undefined} limit={96} />
        )}
        {!needsPath && !error && width > 0 && points && !pixels && (
          <PointCloud
            sets={[{ points, color: scheme === 'dark' ? '#6fb0ff' : '#1756a6', opacity: 0.55, radius: 1.1 }]}
            region={data?.meta.region ?? regionOf([points])}
            width={width}
            height={side}
            label={label}
          />
        )}
      </div>
      {data?.notes.map((note) => (
        <p key={note} style={{ color: 'var(--warn)' }}>
          {note}
        </p>
      ))}
    </section>
  );
}

/** A table of pictures [rows,columns,…] as pictures one after another: partners stand side by side. */
function inOneRow(pixels: WireTensor | undefined): WireTensor | undefined {
  if (pixels?.shape.length !== 5) return pixels;
  const [rows, columns, ...picture] = pixels.shape;
  return { ...pixels, shape: [rows * columns, ...picture] };
}
