import { Slider } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { ChartFrame } from '../charts/chart-frame.tsx';
import { drawSolid, solidOf, turnedBy, turnedByKey, usualEye, usualThreshold } from '../charts/solid-drawing.ts';
import type { View } from '../../shared/solids.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { RecordedMenu } from './recorded-menu.tsx';
import { type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

export const voxelsPanel: PanelKind = {
  kind: 'voxels',
  title: 'Solids',
  help: 'What each run generates as solids, turned by hand, all together.',
  size: { width: 6, height: 8 },
  Panel: VoxelsPanel,
};

const most = 9;

function VoxelsPanel({ runs, view }: PanelProps) {
  const { samples, error, isWaiting } = useRunSamples(runs, 'samples', view.step);
  const [eye, setEye] = useState<View>(usualEye);
  const [threshold, setThreshold] = useState(usualThreshold);
  const solid = samples.filter(({ entry }) => entry.kind === 'voxels');
  if (solid.length === 0) {
    return (
      <div className={classes.note}>
        {noteOf(error, isWaiting, 'No solids recorded yet: they come every recording.samplesEvery steps.')}
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <span className="soft">solid from</span>
        <Slider thumbLabel="Threshold" label={null} min={1} max={255} value={threshold} onChange={setThreshold} style={{ width: 160 }} />
        <span className="number">{(threshold / 255).toFixed(2)}</span>
        <span className="faint">drag or arrow keys turn them</span>
      </div>
      <Tiles columns={tileColumns(solid.length)}>
        {solid.map((sample) => (
          <ChartFrame
            key={sample.run.id}
            title={sample.run.label}
            menu={<RecordedMenu sample={sample} moves="Save turning as GIF" />}
            caption={`${Math.min(most, sample.tensors.voxels.shape[0])} solids of ${sample.tensors.voxels.shape[1]}³ voxels · ${stepNote(sample.entry.step, view.step)}`}
            table={() => ({ columns: ['solid', 'share of voxels that are solid'], rows: sharesOf(sample, threshold) })}
          >
            <Solids sample={sample} eye={eye} onEye={setEye} threshold={threshold} />
          </ChartFrame>
        ))}
      </Tiles>
    </div>
  );
}

function Solids({ sample, eye, onEye, threshold }: { sample: RunSample; eye: View; onEye: (eye: View) => void; threshold: number }) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const grip = useRef<{ x: number; y: number; eye: View } | null>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const [count, side] = sample.tensors.voxels.shape;
  const surfaces = useMemo(() => {
    return Array.from({ length: Math.min(most, count) }, (_, at) => solidOf(sample.tensors.voxels, at, threshold));
  }, [sample, count, threshold]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current || size.width < 8) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = size.width * ratio;
    canvas.current.height = size.height * ratio;
    context.scale(ratio, ratio);
    const columns = tileColumns(surfaces.length, size.width / Math.max(1, size.height));
    const rows = Math.ceil(surfaces.length / columns);
    const cell = { width: size.width / columns, height: size.height / rows };
    surfaces.forEach((voxels, at) => {
      const [left, top] = [(at % columns) * cell.width, Math.floor(at / columns) * cell.height];
      drawSolid(context, voxels, side, eye, { left, top, ...cell });
    });
  }, [surfaces, eye, size, side]);
  const onPointerMove = (event: PointerEvent) => {
    const from = grip.current;
    if (!from) return;
    onEye(turnedBy(from.eye, (event.clientX - from.x) / 120, (event.clientY - from.y) / 120));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = turnedByKey(eye, event.key);
    if (!next) return;
    event.preventDefault();
    onEye(next);
  };
  return (
    <div ref={box} style={{ position: 'absolute', inset: 0 }}>
      <canvas
        ref={canvas}
        role="img"
        // A picture that is turned by keys has to be reached by them.
        tabIndex={0}
        aria-label={`${surfaces.length} solids of ${sample.run.label}, turned ${Math.round((eye.turn * 180) / Math.PI)} degrees; arrow keys turn them`}
        style={{ width: '100%', height: '100%', cursor: 'grab', touchAction: 'none' }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = { x: event.clientX, y: event.clientY, eye };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          grip.current = null;
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function sharesOf({ tensors }: RunSample, threshold: number): number[][] {
  const [count, side] = tensors.voxels.shape;
  const each = side ** 3;
  return Array.from({ length: count }, (_, at) => {
    let solid = 0;
    for (let cell = 0; cell < each; cell += 1) if (Number(tensors.voxels.data[at * each + cell]) >= threshold) solid += 1;
    return [at + 1, solid / each];
  });
}
