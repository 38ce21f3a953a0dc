import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { ActionIcon, Button, NativeSelect, SegmentedControl, Slider, Switch } from '@mantine/core';
import type { Smoothing } from '../charts/smoothing.ts';
import { useKeys } from '../keys.ts';
import type { PageView } from './page-view.ts';
import classes from './panels.module.css';
import { ZoomHistory } from './zoom-history.ts';

const smoothings: { value: Smoothing['kind']; label: string }[] = [
  { value: 'ema', label: 'Smooth: EMA' },
  { value: 'gaussian', label: 'Smooth: Gaussian' },
  { value: 'running', label: 'Smooth: running' },
];

/** How all curves of a page are drawn. */
export function AxisControls({ view, onView }: { view: PageView; onView: (patch: Partial<PageView>) => void }) {
  const [zooms] = useState(() => new ZoomHistory());
  useEffect(() => zooms.see(view), [zooms, view]);
  const back = () => onView({ range: zooms.back() });
  useKeys({ Backspace: () => (view.range ? back() : false) });
  return (
    <div className={classes.axes}>
      <SegmentedControl
        aria-label="Horizontal axis"
        data={[
          { value: 'step', label: 'Step' },
          { value: 'relative', label: 'Relative' },
          { value: 'time', label: 'Time' },
        ]}
        value={view.axis}
        onChange={(value) => onView({ axis: value as PageView['axis'], range: null })}
      />
      <SegmentedControl
        aria-label="Vertical axis"
        data={[
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Log' },
        ]}
        value={view.scale}
        onChange={(value) => onView({ scale: value as PageView['scale'] })}
      />
      <NativeSelect
        aria-label="Kind of smoothing"
        w={138}
        data={smoothings}
        value={view.smoothing.kind}
        onChange={(event) => onView({ smoothing: { ...view.smoothing, kind: event.currentTarget.value as Smoothing['kind'] } })}
      />
      <span className={classes.axisLabel}>{view.smoothing.weight === 0 ? 'off' : view.smoothing.weight}</span>
      <Slider
        className={classes.smoothing}
        thumbLabel="Smoothing"
        label={null}
        min={0}
        max={0.99}
        step={0.01}
        value={view.smoothing.weight}
        onChange={(weight) => onView({ smoothing: { ...view.smoothing, weight: Number(weight.toFixed(3)) } })}
      />
      <Switch
        label="Leave out outliers"
        checked={view.ignoresOutliers}
        onChange={(event) => onView({ ignoresOutliers: event.currentTarget.checked })}
      />
      <ActionIcon
        onClick={back}
        aria-label="One zoom back"
        title="One zoom back (Backspace)"
        style={{ visibility: view.range ? 'visible' : 'hidden' }}
      >
        <IconArrowBackUp size={14} />
      </ActionIcon>
      <Button onClick={() => onView({ range: null })} style={{ visibility: view.range ? 'visible' : 'hidden' }}>
        Whole range
      </Button>
    </div>
  );
}
