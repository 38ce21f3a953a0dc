import { SegmentedControl, Slider } from '@mantine/core';
import { assertNever } from '../../shared/assert-never.ts';
import { useEffect, useMemo, useState } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import { formatNumber } from './number-format.ts';
import { differencePictures, type Likeness, likenessOf, meanDifference, type Pictures } from './pictures.ts';
import { SampleGrid } from './sample-grid.tsx';
import type { TableData } from './table-data.ts';

export interface PairSide {
  label: string;
  pictures: Pictures;
}
type PairForm = 'wipe' | 'blink' | 'difference' | 'ssim';

/** Two grids of one shape laid over each other: wiped by a slider, blinking, as |a − b|, or by how alike they are. */
export function PicturePair({ title, first, second }: { title: string; first: PairSide; second: PairSide }) {
  const [form, setForm] = useState<PairForm>('wipe');
  const [share, setShare] = useState(50);
  const isSecond = useBlink(form === 'blink');
  const difference = useMemo(() => differencePictures(first.pictures, second.pictures), [first, second]);
  const likeness = useMemo(() => (form === 'ssim' ? likenessOf(first.pictures, second.pictures) : null), [form, first, second]);
  const shown = form === 'difference' ? difference : form === 'ssim' ? (likeness?.maps ?? null) : first.pictures;
  return (
    <ChartFrame
      title={title}
      caption={captionOf(form, { first, second, difference, likeness, isSecond })}
      table={() => pairTable(first, second, difference)}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="How two grids are compared"
          value={form}
          onChange={(value) => setForm(value as PairForm)}
          data={[
            { value: 'wipe', label: 'Wipe' },
            { value: 'blink', label: 'Blink' },
            { value: 'difference', label: '|a − b|' },
            { value: 'ssim', label: 'SSIM' },
          ]}
        />
      }
    >
      <div style={{ position: 'absolute', inset: form === 'wipe' ? '0 0 20px' : 0 }}>
        {shown ? (
          <SampleGrid pictures={shown} label={form === 'difference' ? 'Difference' : form === 'ssim' ? 'Local similarity' : first.label} />
        ) : (
          <p className="soft">The pictures have other shapes.</p>
        )}
        {form === 'difference' || form === 'ssim' ? null : (
          <SampleGrid
            pictures={second.pictures}
            label={second.label}
            style={
              form === 'blink'
                ? { visibility: isSecond ? 'visible' : 'hidden', background: 'var(--page)' }
                : { clipPath: `inset(0 0 0 ${share}%)`, background: 'var(--page)' }
            }
          />
        )}
      </div>
      {form === 'wipe' ? (
        <Slider
          thumbLabel="Where the wipe stands"
          label={null}
          value={share}
          onChange={setShare}
          style={{ position: 'absolute', left: 10, right: 10, bottom: 2 }}
        />
      ) : null}
    </ChartFrame>
  );
}

function captionOf(
  form: PairForm,
  pair: { first: PairSide; second: PairSide; difference: Pictures | null; likeness: Likeness | null; isSecond: boolean },
): string {
  const { first, second, difference, likeness, isSecond } = pair;
  switch (form) {
    case 'wipe':
      return `left: ${first.label} · right: ${second.label}`;
    case 'blink':
      return `now: ${isSecond ? second.label : first.label}, changing every 0.7 s`;
    case 'difference':
      return difference ? `|${first.label} − ${second.label}|, mean ${formatNumber(meanDifference(difference))} of 255` : '';
    case 'ssim': {
      if (!likeness) return '';
      const { values, window } = likeness;
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const least = values.indexOf(Math.min(...values));
      const why = window < 11 ? ', as the pictures are small' : '';
      return `SSIM, white where alike: mean ${formatNumber(mean)}, least ${formatNumber(values[least])} (picture ${least + 1}); window ${window} × ${window}${why}`;
    }
    default:
      return assertNever(form);
  }
}

function pairTable(first: PairSide, second: PairSide, difference: Pictures | null): TableData {
  const { values } = likenessOf(first.pictures, second.pictures) ?? { values: [] };
  const size = difference ? difference.width * difference.height * difference.channels : 0;
  const meanOf = (i: number) =>
    difference ? meanDifference({ ...difference, data: difference.data.subarray(i * size, (i + 1) * size) }) : Number.NaN;
  return {
    columns: ['picture', `SSIM of ${first.label} and ${second.label}`, 'mean |a − b| of 255'],
    rows: values.map((value, i) => [i + 1, value, meanOf(i)]),
  };
}

function useBlink(isOn: boolean): boolean {
  const [isSecond, setSecond] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => setSecond((value) => !value), 700);
    return () => clearInterval(timer);
  }, [isOn]);
  return isSecond;
}
