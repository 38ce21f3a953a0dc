import { ActionIcon, TextInput } from '@mantine/core';
import {
  IconArchive,
  IconEye,
  IconFlag,
  IconFlagFilled,
  IconStar,
  IconStarFilled,
  IconEyeOff,
  IconGitFork,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
} from '@tabler/icons-react';
import { memo, type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { RunRow } from '../../../shared/api/runs.ts';
import { hasEnded } from '../../../shared/run.ts';
import type { RunOrder } from '../../api-client.ts';
import { links } from '../../routes.tsx';
import { useHiddenRuns } from '../../ui/hidden-runs.ts';
import { giveOrder } from '../../ui/give-order.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useRunColor } from '../../ui/use-scheme.ts';
import type { RunColumn } from './run-columns.tsx';
import { differenceOf, isCompared } from './baseline.ts';
import { archiveRuns, isStarred, renameRun, starRuns } from './run-deeds.ts';
import { runTitle, shownName } from '../../ui/run-title.ts';
import classes from './runs.module.css';

export interface RowDeeds {
  focus(row: RunRow, index: number): void;
  open(row: RunRow): void;
  /** `extend`: everything from the last selected row to this one. */
  select(row: RunRow, index: number, extend: boolean): void;
  fork(row: RunRow): void;
  rename(row: RunRow | null): void;
  /** Holds all others against it; against none where it is the one already. */
  hold(row: RunRow): void;
}

interface RowProps {
  index: number;
  row: RunRow | undefined;
  top: number;
  template: string;
  columns: RunColumn[];
  now: number;
  baseline: RunRow | null;
  isFocused: boolean;
  isSelected: boolean;
  isRenaming: boolean;
  deeds: RowDeeds;
}

export const RunTableRow = memo(function RunTableRow({
  index,
  row,
  top,
  template,
  columns,
  now,
  baseline,
  isFocused,
  isSelected,
  isRenaming,
  deeds,
}: RowProps) {
  const style = { gridTemplateColumns: template, transform: `translateY(${top}px)` };
  if (!row) {
    return (
      <tr className={classes.row} style={style} aria-rowindex={index + 2}>
        <td className={classes.nameCell}>
          <span className={classes.waiting} />
        </td>
      </tr>
    );
  }
  return (
    <tr
      className={classes.row}
      style={style}
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={isFocused || undefined}
      data-selected={isSelected || undefined}
    >
      <NameCell {...{ row, index, isSelected, isRenaming, deeds }} isBaseline={baseline?.id === row.id} />
      {columns.map((column) => (
        <td key={column.id} className={classes.cell} data-number={column.isNumber || undefined}>
          {column.cell(row, now)}
          {baseline && isCompared(column) && <Difference words={differenceOf(baseline, column, row, now)} />}
        </td>
      ))}
    </tr>
  );
});

function NameCell({
  row,
  index,
  isSelected,
  isRenaming,
  isBaseline,
  deeds,
}: { row: RunRow; isBaseline: boolean } & Pick<RowProps, 'index' | 'isSelected' | 'isRenaming' | 'deeds'>) {
  const colorOf = useRunColor();
  const isHidden = useHiddenRuns((store) => store.hidden[row.id] === true);
  const toggleHidden = useHiddenRuns((store) => store.toggle);
  return (
    <td className={classes.nameCell}>
      <input
        type="checkbox"
        className={classes.check}
        aria-label={`Select ${runTitle(row)}`}
        checked={isSelected}
        onChange={(event) => deeds.select(row, index, (event.nativeEvent as MouseEvent).shiftKey)}
      />
      <button
        type="button"
        className={classes.eye}
        data-hidden={isHidden || undefined}
        aria-pressed={!isHidden}
        aria-label={`Draw ${runTitle(row)} in charts`}
        onClick={() => toggleHidden(row.id)}
      >
        {isHidden ? <IconEyeOff size={14} stroke={1.5} /> : <IconEye size={14} stroke={1.5} />}
      </button>
      <span
        className={classes.colorDot}
        style={{ background: isHidden ? 'transparent' : colorOf(row.color), borderColor: colorOf(row.color) }}
      />
      <StatusGlyph status={row.status} />
      {isRenaming ? (
        <RenameBox row={row} onDone={() => deeds.rename(null)} />
      ) : (
        <>
          <Link
            href={links.run(row.id)}
            className={`${classes.name} ellipsis`}
            title={row.sentence ? `${shownName(row.name)}: ${row.sentence}` : shownName(row.name)}
          >
            {shownName(row.name)}
          </Link>
          <span className="faint">#{row.number}</span>
          {isStarred(row) && <IconStarFilled size={12} className={classes.star} aria-label="Starred" />}
          {isBaseline && <IconFlagFilled size={12} className={classes.flag} aria-label="Baseline" />}
          <span className={classes.quick}>
            <QuickActions row={row} deeds={deeds} isBaseline={isBaseline} />
          </span>
        </>
      )}
    </td>
  );
}

function RenameBox({ row, onDone }: { row: RunRow; onDone: () => void }) {
  const [name, setName] = useState(row.name);
  const keep = () => {
    onDone();
    if (name.trim() !== '' && name !== row.name && name.trim() !== row.name) void renameRun(row, name.trim());
  };
  return (
    <TextInput
      className="fill"
      size="xs"
      aria-label={`New name of ${shownName(row.name)}`}
      value={name}
      maxLength={200}
      data-autofocus
      ref={(box) => box?.focus()}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') onDone();
      }}
    />
  );
}

function QuickActions({ row, deeds, isBaseline }: { row: RunRow; deeds: RowDeeds; isBaseline: boolean }) {
  const order = (order: RunOrder) => () => void giveOrder(row.id, order);
  const isRunning = row.status === 'running' || row.status === 'starting';
  return (
    <>
      {row.status === 'queued' && <Quick label="Start now" icon={<IconPlayerTrackNext size={14} />} act={order('start')} />}
      {isRunning && <Quick label="Pause" icon={<IconPlayerPause size={14} />} act={order('pause')} />}
      {row.status === 'paused' && <Quick label="Go on" icon={<IconPlayerPlay size={14} />} act={order('continue')} />}
      {(isRunning || row.status === 'paused') && (
        <Quick label="Stop with a checkpoint" icon={<IconPlayerStop size={14} />} act={order('stop')} />
      )}
      {row.origin === null && hasEnded(row.status) && row.status !== 'finished' && (
        <Quick label="Resume from the last checkpoint" icon={<IconPlayerPlay size={14} />} act={order('resume')} />
      )}
      {row.origin === null && <Quick label="Fork" icon={<IconGitFork size={14} />} act={() => deeds.fork(row)} />}
      <Quick
        label={isBaseline ? 'No longer the baseline' : 'Make it the baseline'}
        icon={<IconFlag size={14} />}
        act={() => deeds.hold(row)}
      />
      <Quick label={isStarred(row) ? 'Take the star away' : 'Star'} icon={<IconStar size={14} />} act={() => void starRuns([row])} />
      <Quick label="Rename" icon={<IconPencil size={14} />} act={() => deeds.rename(row)} />
      <Quick
        label={row.archived ? 'Bring back from the archive' : 'Archive'}
        icon={<IconArchive size={14} />}
        act={() => void archiveRuns([row])}
      />
    </>
  );
}

/** In percent of the baseline's value. */
export function Difference({ words }: { words: string | null }) {
  return <span className={classes.difference}>{words}</span>;
}

function Quick({ label, icon, act }: { label: string; icon: ReactNode; act: () => void }) {
  return (
    <ActionIcon size={20} aria-label={label} title={label} onClick={act}>
      {icon}
    </ActionIcon>
  );
}
