import { SegmentedControl, Slider } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import { formatNumber } from './number-format.ts';
import { differencePictures, meanDifference, type Pictures } from './pictures.ts';
import { SampleGrid } from './sample-grid.tsx';

export interface PairSide {
  label: string;
  pictures: Pictures;
}
type PairForm = 'wipe' | 'blink' | 'difference';

/** Two grids of one shape laid over each other: wiped by a slider, blinking, or as |a − b|. */
export function PicturePair({ title, first, second }: { title: string; first: PairSide; second: PairSide }) {
  const [form, setForm] = useState<PairForm>('wipe');
  const [share, setShare] = useState(50);
  const isSecond = useBlink(form === 'blink');
  const difference = useMemo(() => differencePictures(first.pictures, second.pictures), [first, second]);
  const shown = form === 'difference' ? difference : first.pictures;
  return (
    <ChartFrame
      title={title}
      caption={
        form === 'difference' && difference
          ? `|${first.label} − ${second.label}|, mean ${formatNumber(meanDifference(difference))} of 255`
          : form === 'blink'
            ? `now: ${isSecond ? second.label : first.label}, changing every 0.7 s`
            : `left: ${first.label} · right: ${second.label}`
      }
      table={() => ({
        columns: ['first', 'second', 'mean |a − b|'],
        rows: [[first.label, second.label, difference ? meanDifference(difference) : 'other shapes']],
      })}
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
          ]}
        />
      }
    >
      <div style={{ position: 'absolute', inset: form === 'wipe' ? '0 0 20px' : 0 }}>
        {shown ? (
          <SampleGrid pictures={shown} label={form === 'difference' ? 'Difference' : first.label} />
        ) : (
          <p className="soft">The pictures have other shapes.</p>
        )}
        {form === 'difference' ? null : (
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

function useBlink(isOn: boolean): boolean {
  const [isSecond, setSecond] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => setSecond((value) => !value), 700);
    return () => clearInterval(timer);
  }, [isOn]);
  return isSecond;
}
