import { ActionIcon, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight, IconEye, IconEyeOff, IconX } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { LineSwatch } from '../../charts/line-swatch.tsx';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { PanelRun } from '../../panels/panel.ts';
import type { RunGroup } from '../../panels/run-groups.ts';
import { useRunList } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import classes from './compare.module.css';
import { CursorValuesContext, useCursorValue, useCursorValues } from './cursor-values.ts';
import { inOrder, type LegendOrder, nextOrder } from './legend-order.ts';

interface RunLegendProps {
  runs: PanelRun[];
  /** null where runs stand each by itself. */
  groups: RunGroup[] | null;
  off: Set<string>;
  /** The page's step where its axis has steps. */
  step: number | null;
  onOff: (off: Set<string>) => void;
  onRuns: (ids: string[]) => void;
}

/** The one legend of all panels: colour and dash belong to the run or to its group, the value to the chart that the pointer is on. */
export function RunLegend({ runs, groups, off, step, onOff, onRuns }: RunLegendProps) {
  const [order, setOrder] = useState<LegendOrder>('given');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const values = useCursorValues(step);
  const title = useSyncExternalStore(values.subscribe, () => values.title);
  const given = useMemo(() => groups?.map(({ where }) => where) ?? runs.map(({ id }) => id), [groups, runs]);
  const places = useSyncExternalStore(values.subscribe, () => JSON.stringify(inOrder(given, (name) => values.of(name), order)));
  const ids = useMemo(() => runs.map(({ id }) => id), [runs]);
  const rows = useMemo(() => {
    const toggle = (members: string[], isOff: boolean) => {
      const next = new Set(off);
      for (const id of members) {
        if (isOff) next.delete(id);
        else next.add(id);
      }
      onOff(next);
    };
    const fold = (where: string) => {
      const next = new Set(open);
      if (!next.delete(where)) next.add(where);
      setOpen(next);
    };
    const byId = new Map(runs.map((run) => [run.id, run]));
    const rowOf = (id: string, isMember: boolean) => {
      const run = byId.get(id);
      if (!run) return [];
      const isOff = off.has(id);
      const out = () => onRuns(ids.filter((other) => other !== id));
      return [<RunRow key={id} run={run} isMember={isMember} isOff={isOff} onToggle={() => toggle([id], isOff)} onOut={out} />];
    };
    const byPlace = JSON.parse(places) as string[];
    if (groups === null) return byPlace.flatMap((id) => rowOf(id, false));
    const byWhere = new Map(groups.map((group) => [group.where, group]));
    return byPlace.flatMap((where) => {
      const group = byWhere.get(where);
      const members = group?.ids.filter((id) => byId.has(id)) ?? [];
      if (!group || members.length === 0) return [];
      const isOff = members.every((id) => off.has(id));
      const state = { count: members.length, isOff, isOpen: open.has(where) };
      return [
        <GroupRow key={where} group={group} {...state} onToggle={() => toggle(group.ids, isOff)} onFold={() => fold(where)} />,
        ...(state.isOpen ? members.flatMap((id) => rowOf(id, true)) : []),
      ];
    });
  }, [runs, groups, off, open, places, ids, onOff, onRuns]);
  return (
    <>
      <table className={classes.legend} aria-label="Compared runs">
        <LegendHead title={title} order={order} onOrder={() => setOrder(nextOrder[order])} />
        <CursorValuesContext value={values}>
          <tbody>{rows}</tbody>
        </CursorValuesContext>
      </table>
      <AddRun ids={ids} onRuns={onRuns} />
    </>
  );
}

const ariaSort = { given: 'none', ascending: 'ascending', descending: 'descending' } as const;
function LegendHead({ title, order, onOrder }: { title: string | null; order: LegendOrder; onOrder: () => void }) {
  const Arrow = order === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <thead>
      <tr>
        <th scope="col" aria-label="Shown" />
        <th scope="col">Run</th>
        <th scope="col" aria-sort={ariaSort[order]} className={classes.value}>
          <button
            type="button"
            className={classes.sort}
            onClick={onOrder}
            title={`${title ?? 'Value'}: sort by it`}
            disabled={title === null}
          >
            {order === 'given' ? null : <Arrow size={12} />}
            <span>{title ?? 'Value'}</span>
          </button>
        </th>
        <th scope="col" aria-label="State" />
      </tr>
    </thead>
  );
}

interface RunRowProps {
  run: PanelRun;
  /** Under its group, which has the line. */
  isMember: boolean;
  isOff: boolean;
  onToggle: () => void;
  onOut: () => void;
}
function RunRow({ run: { id, label, color, dash, detail }, isMember, isOff, onToggle, onOut }: RunRowProps) {
  return (
    <tr className={isOff ? classes.off : undefined}>
      <td>
        <Eye label={label} isOff={isOff} onToggle={onToggle} />
      </td>
      <th scope="row">
        <span className={isMember ? classes.member : classes.named}>
          {isMember ? null : <LineSwatch color={color} dash={dash} width={16} />}
          <Link href={links.run(id)} className={classes.name} title={label}>
            {label}
          </Link>
        </span>
      </th>
      <Value of={id} />
      <td className={classes.state}>
        <StatusGlyph status={detail.run.status} />
        <ActionIcon className={classes.out} aria-label={`Take ${label} out`} onClick={onOut}>
          <IconX size={12} />
        </ActionIcon>
      </td>
    </tr>
  );
}

interface GroupRowProps {
  group: RunGroup;
  count: number;
  isOff: boolean;
  isOpen: boolean;
  onToggle: () => void;
  onFold: () => void;
}
function GroupRow({ group: { where, label, color, dash }, count, isOff, isOpen, onToggle, onFold }: GroupRowProps) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <tr className={isOff ? classes.off : undefined}>
      <td>
        <Eye label={label} isOff={isOff} onToggle={onToggle} />
      </td>
      <th scope="row">
        <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={onFold}>
          <Chevron size={12} />
          <LineSwatch color={color} dash={dash} width={16} />
          <span className={classes.name}>{label}</span>
        </button>
      </th>
      <Value of={where} />
      <td className="faint" title={`${count} ${count === 1 ? 'run' : 'runs'}`}>
        {count}
      </td>
    </tr>
  );
}

function Eye({ label, isOff, onToggle }: { label: string; isOff: boolean; onToggle: () => void }): ReactNode {
  return (
    <ActionIcon aria-label={isOff ? `Show ${label}` : `Hide ${label}`} aria-pressed={!isOff} onClick={onToggle}>
      {isOff ? <IconEyeOff size={14} /> : <IconEye size={14} />}
    </ActionIcon>
  );
}

function Value({ of }: { of: string }) {
  const value = useCursorValue(of);
  return (
    <td className={classes.value} title={value === undefined ? undefined : formatExact(value)}>
      {value === undefined ? '' : formatNumber(value)}
    </td>
  );
}

export function AddRun({ ids, onRuns }: { ids: string[]; onRuns: (ids: string[]) => void }) {
  const { data } = useRunList({ limit: 200 });
  const offered = (data?.runs ?? []).filter(({ id }) => !ids.includes(id));
  return (
    <Select
      aria-label="Add a run"
      placeholder={offered.length === 0 ? 'No other runs' : 'Add a run'}
      data={offered.map(({ id, name, number }) => ({ value: id, label: `${name} #${number}` }))}
      value={null}
      disabled={offered.length === 0}
      searchable
      onChange={(id) => id && onRuns([...ids, id])}
      className={classes.add}
    />
  );
}
