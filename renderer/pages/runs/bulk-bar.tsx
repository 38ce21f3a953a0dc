import { Button, Menu, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RunRow } from '../../../shared/api/runs.ts';
import { mostExported } from '../../../shared/api/studio.ts';
import { links } from '../../routes.tsx';
import { CopyMenu } from './copy-menu.tsx';
import type { RunColumn } from './run-columns.tsx';
import { archiveRuns, deleteMany, exportSelection, isStarred, starRuns, tagRuns } from './run-deeds.ts';
import classes from './runs.module.css';

/** What can be done to the selection; it stands under the table while there is one. */
export function BulkBar({ runs, columns, onClear }: { runs: RunRow[]; columns: RunColumn[]; onClear: () => void }) {
  const [, navigate] = useLocation();
  const tooMany = runs.length > mostExported;
  return (
    <section className={classes.bulk} aria-label="Selection">
      <strong>{runs.length} selected</strong>
      <Button variant="filled" onClick={() => navigate(links.compare(runs.map((run) => run.id)))}>
        Compare
      </Button>
      <TagMenu runs={runs} />
      <Button onClick={() => void starRuns(runs)}>{runs.every(isStarred) ? 'Take stars away' : 'Star'}</Button>
      <CopyMenu runs={runs} columns={columns} />
      <Button onClick={() => void archiveRuns(runs)}>{runs.every((run) => run.archived) ? 'Bring back' : 'Archive'}</Button>
      <Menu>
        <Menu.Target>
          <Button disabled={tooMany} title={tooMany ? `At most ${mostExported} runs are exported at once; select fewer.` : undefined}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void exportSelection(runs, 'csv')}>Curves as CSV</Menu.Item>
          <Menu.Item onClick={() => void exportSelection(runs, 'html')}>Report as HTML</Menu.Item>
          <Menu.Item onClick={() => void exportSelection(runs, 'pdf')}>Report as PDF</Menu.Item>
          <Menu.Item onClick={() => void exportSelection(runs, 'json')}>Configs as JSON</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        onClick={() => {
          void deleteMany(runs);
          onClear();
        }}
      >
        Delete
      </Button>
      <div className="fill" />
      <Button variant="subtle" color="gray" onClick={onClear}>
        Clear the selection
      </Button>
    </section>
  );
}

function TagMenu({ runs }: { runs: RunRow[] }) {
  const [tag, setTag] = useState('');
  const [isOpen, setOpen] = useState(false);
  const known = [...new Set(runs.flatMap((run) => run.tags))];
  const apply = (chosen: string) => {
    if (chosen.trim() !== '') void tagRuns(runs, chosen.trim());
    setTag('');
    setOpen(false);
  };
  return (
    <Menu opened={isOpen} onChange={setOpen} trapFocus>
      <Menu.Target>
        <Button>Tag</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            apply(tag);
          }}
        >
          <TextInput
            aria-label="Tag"
            placeholder="Tag, then Enter"
            value={tag}
            maxLength={60}
            data-autofocus
            onChange={(event) => setTag(event.currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
        </form>
        {known.map((name) => (
          <Menu.Item key={name} onClick={() => apply(name)}>
            {runs.every((run) => run.tags.includes(name)) ? `Remove ${name}` : name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
