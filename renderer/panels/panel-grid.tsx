import { ActionIcon } from '@mantine/core';
import { IconGripVertical, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react';
import { ErrorBoundary } from '../ui/problem.tsx';
import { fitted, gridColumns, movePanel, type PlacedPanel } from './arrangement.ts';
import { panelKinds } from './index.ts';
import type { PanelOptions, PanelRun } from './panel.ts';
import classes from './panel-grid.module.css';
import type { PageView } from './page-view.ts';
import { WhenSeen } from './when-seen.tsx';

interface PanelGridProps {
  panels: PlacedPanel[];
  /** `what` is the sentence for undo. */
  onPanels: (panels: PlacedPanel[], what: string) => void;
  runs: PanelRun[];
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
}

/** Panels that can be moved, resized and removed, by pointer and by keyboard. */
export function PanelGrid({ panels, onPanels, runs, view, onView }: PanelGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const change = (index: number, patch: Partial<PlacedPanel>, what: string) =>
    onPanels(
      panels.map((panel, i) => (i === index ? { ...panel, ...patch } : panel)),
      what,
    );
  return (
    <div ref={grid} className={classes.grid}>
      {panels.map((panel, index) => (
        <PlacedOne
          key={panel.id}
          panel={panel}
          index={index}
          count={panels.length}
          columnWidth={() => (grid.current?.clientWidth ?? 0) / gridColumns}
          onMove={(to) => onPanels(movePanel(panels, index, to), 'Moved a panel.')}
          onResize={(width, height) => change(index, fitted(width, height), 'Resized a panel.')}
          onRemove={() =>
            onPanels(
              panels.filter((_, i) => i !== index),
              'Removed a panel.',
            )
          }
          onOptions={(patch) => change(index, { options: { ...panel.options, ...patch } }, 'Changed a panel.')}
          runs={runs}
          view={view}
          onView={onView}
        />
      ))}
    </div>
  );
}

interface PlacedOneProps {
  panel: PlacedPanel;
  index: number;
  count: number;
  columnWidth: () => number;
  onMove: (to: number) => void;
  onResize: (width: number, height: number) => void;
  onRemove: () => void;
  onOptions: (patch: PanelOptions) => void;
  runs: PanelRun[];
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
}
function PlacedOne({ panel, index, count, columnWidth, onMove, onResize, onRemove, onOptions, runs, view, onView }: PlacedOneProps) {
  const kind = panelKinds.find((entry) => entry.kind === panel.kind);
  const start = useRef<{ x: number; y: number; width: number; height: number } | null>(null);
  const keyMove = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(index + by);
  };
  const keyResize = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by) return;
    event.preventDefault();
    onResize(panel.width + by[0], panel.height + by[1]);
  };
  const drag = useCallback(
    (event: PointerEvent) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const under = document
        .elementsFromPoint(event.clientX, event.clientY)
        .map((element) => element.closest<HTMLElement>('[data-panel]'))
        .find((element) => element !== null);
      const to = Number(under?.dataset.panel ?? index);
      if (to !== index) onMove(to);
    },
    [index, onMove],
  );
  const resize = (event: PointerEvent) => {
    const from = start.current;
    const box = event.currentTarget.parentElement;
    if (!from || !box) return;
    const rowHeight = box.offsetHeight / panel.height;
    const width = from.width + (event.clientX - from.x) / columnWidth();
    const height = from.height + (event.clientY - from.y) / rowHeight;
    const next = fitted(width, height);
    if (next.width !== panel.width || next.height !== panel.height) onResize(next.width, next.height);
  };
  if (!kind) return null;
  return (
    <section
      className={classes.panel}
      style={{ gridColumn: `span ${panel.width}`, gridRow: `span ${panel.height}` }}
      data-panel={index}
      aria-label={`Panel ${index + 1} of ${count}: ${kind.title}`}
    >
      <div className={classes.strip}>
        <button
          type="button"
          className={classes.grip}
          aria-label={`Move ${kind.title}: drag, or arrow keys`}
          onKeyDown={keyMove}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
        >
          <IconGripVertical size={13} aria-hidden />
          {kind.title}
        </button>
        <ActionIcon size="xs" aria-label={`Remove ${kind.title}`} onClick={onRemove}>
          <IconX size={12} />
        </ActionIcon>
      </div>
      <div className={classes.content}>
        <WhenSeen>
          <ErrorBoundary place={panel.id}>
            <kind.Panel runs={runs} view={view} onView={onView} options={panel.options} onOptions={onOptions} />
          </ErrorBoundary>
        </WhenSeen>
      </div>
      <button
        type="button"
        className={classes.corner}
        aria-label={`Resize ${kind.title}: drag, or arrow keys`}
        onKeyDown={keyResize}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = { x: event.clientX, y: event.clientY, width: panel.width, height: panel.height };
        }}
        onPointerMove={resize}
        onPointerUp={() => {
          start.current = null;
        }}
      />
    </section>
  );
}
