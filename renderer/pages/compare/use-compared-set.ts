import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { brushQuery } from '../../charts/run-brush.ts';
import type { PanelRun } from '../../panels/panel.ts';
import { useBrush } from '../../panels/use-brush.ts';
import { type RunSet, useRunTable } from '../../panels/run-set.ts';
import { links } from '../../routes.tsx';

/** The compared runs as one set that can be brushed; `found` says which of them the brush leaves. */
export function useComparedSet(ids: string[], runs: PanelRun[]): { set: RunSet; found: (id: string) => boolean; error: unknown } {
  const [brush, onBrush] = useBrush();
  const [, navigate] = useLocation();
  const known = runs.length > 0 ? ids : noIds;
  const within = brushQuery(brush);
  const set = useMemo(
    (): RunSet => ({ ask: { ids: known }, brush, onBrush, onRun: (id) => navigate(links.run(id)) }),
    [known, brush, onBrush, navigate],
  );
  const { data, error } = useRunTable({ ids: within === '' ? noIds : known, within }, ['number']);
  const left = useMemo(() => (data === undefined ? null : new Set(data.id)), [data]);
  const found = useMemo(() => (within === '' || left === null ? () => true : (id: string) => left.has(id)), [within, left]);
  return { set, found, error: within === '' ? null : error };
}
const noIds: string[] = [];
