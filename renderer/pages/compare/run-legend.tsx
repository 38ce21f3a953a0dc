import { ActionIcon, Select } from '@mantine/core';
import { IconEye, IconEyeOff, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { LineSwatch } from '../../charts/line-swatch.tsx';
import type { PanelRun } from '../../panels/panel.ts';
import { useRunList } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import classes from './compare.module.css';

interface RunLegendProps {
  runs: PanelRun[];
  off: Set<string>;
  onToggle: (id: string) => void;
  onRuns: (ids: string[]) => void;
}

/** The one legend of all panels: colour and dash belong to the run. */
export function RunLegend({ runs, off, onToggle, onRuns }: RunLegendProps) {
  const ids = runs.map(({ id }) => id);
  return (
    <>
      <ul className={classes.legend} aria-label="Compared runs">
        {runs.map(({ id, label, color, dash, detail }) => {
          const isOff = off.has(id);
          return (
            <li key={id} className={isOff ? classes.off : undefined}>
              <ActionIcon aria-label={isOff ? `Show ${label}` : `Hide ${label}`} aria-pressed={!isOff} onClick={() => onToggle(id)}>
                {isOff ? <IconEyeOff size={14} /> : <IconEye size={14} />}
              </ActionIcon>
              <LineSwatch color={color} dash={dash} width={16} />
              <Link href={links.run(id)} className={`${classes.name} fill`} title={label}>
                {label}
              </Link>
              <StatusGlyph status={detail.run.status} />
              <ActionIcon
                className={classes.out}
                aria-label={`Take ${label} out`}
                onClick={() => onRuns(ids.filter((other) => other !== id))}
              >
                <IconX size={12} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
      <AddRun ids={ids} onRuns={onRuns} />
    </>
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
