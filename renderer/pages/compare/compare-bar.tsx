import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { nanoid } from 'nanoid';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { deleteView, putView } from '../../api-client.ts';
import { AxisControls } from '../../panels/axis-controls.tsx';
import { panelKinds } from '../../panels/index.ts';
import type { PanelRun } from '../../panels/panel.ts';
import type { PageView } from '../../panels/page-view.ts';
import { queryClient, useViews } from '../../queries.ts';
import { copyText } from '../../ui/copy-text.tsx';
import { attempt, offerUndo, say } from '../../ui/undo.tsx';
import { exportAs } from '../run/run-exports.ts';
import { BandMenu } from './band-menu.tsx';
import classes from './compare.module.css';
import type { CompareState } from './compare-state.ts';
import { placed } from './compare-state.ts';
import { readyViews } from './ready-views.ts';
import { shownName } from '../../ui/run-title.ts';

interface CompareBarProps {
  state: CompareState;
  runs: PanelRun[];
  shown: string[];
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
}

/** Axes of all curves, panels to add, views, ways out. */
export function CompareBar({ state, runs, shown, view, onView }: CompareBarProps) {
  return (
    <div className={classes.bar}>
      <AxisControls view={view} onView={onView} />
      <BandMenu runs={runs} view={view} onView={onView} />
      <span className="fill" />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button>Add panel</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {panelKinds.map(({ kind, title, help, size }) => (
            <Menu.Item key={kind} maw={380} onClick={() => state.setPanels([...state.panels, ...placed([{ kind, ...size, options: {} }])])}>
              {title}
              <div className="faint">{help}</div>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Views state={state} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button disabled={shown.length === 0}>Export</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => exportAs(shown, 'html')}>Report of the shown runs as HTML</Menu.Item>
          <Menu.Item onClick={() => exportAs(shown, 'pdf')}>Report of the shown runs as PDF</Menu.Item>
          <Menu.Item onClick={() => exportAs(shown, 'csv')}>All their series as CSV</Menu.Item>
          <Menu.Item onClick={() => exportAs(shown, 'tensorboard')}>TensorBoard’s event files of them</Menu.Item>
          <Menu.Item onClick={() => void copyText(window.location.href, 'Copied the link of this view.')}>
            Copy the link of this view
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function Views({ state }: { state: CompareState }) {
  const { data } = useViews();
  const [, navigate] = useLocation();
  const [isNaming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const saved = (data ?? []).filter(({ page }) => page === 'compare');
  const renew = () => queryClient.invalidateQueries({ queryKey: ['views'] });
  const save = () =>
    attempt(async () => {
      const path = window.location.pathname + window.location.search;
      await putView({ id: nanoid(), name: name.trim(), page: 'compare', path, state: {} });
      await renew();
      setNaming(false);
      setName('');
      say(`Saved the view “${name.trim()}”.`);
    });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button>Views</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {readyViews.map((ready) => (
            <Menu.Item key={ready.name} maw={380} onClick={() => state.setPanels(placed(ready.panels))}>
              {ready.name}
              <div className="faint">{ready.help}</div>
            </Menu.Item>
          ))}
          <Menu.Divider />
          {saved.map((view) => (
            <Menu.Item key={view.id} onClick={() => navigate(view.path)}>
              {shownName(view.name)}
            </Menu.Item>
          ))}
          {saved.map((view) => (
            <Menu.Item
              key={`forget ${view.id}`}
              color="red"
              onClick={() =>
                attempt(async () => {
                  await deleteView(view.id);
                  await renew();
                  offerUndo(`Deleted the view “${shownName(view.name)}”.`, () => putView(view).then(renew));
                })
              }
            >
              Delete “{shownName(view.name)}”
            </Menu.Item>
          ))}
          <Menu.Item onClick={() => setNaming(true)}>Save this view…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isNaming} onClose={() => setNaming(false)} title="Save this view" size="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void save();
          }}
        >
          <TextInput label="Name" value={name} maxLength={120} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
          <Button type="submit" mt="md" variant="filled" disabled={name.trim() === ''}>
            Save
          </Button>
        </form>
      </Modal>
    </>
  );
}
