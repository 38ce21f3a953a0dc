import { Button, SegmentedControl, Splitter } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ListRuns, RunRow } from '../../../shared/api/runs.ts';
import { writeBoth } from '../../../shared/query/write.ts';
import { writeSeriesList } from '../../../shared/query/series-list.ts';
import type { TextForm } from '../../../shared/runs-text.ts';
import { listGroups, listRuns } from '../../api-client.ts';
import { useKeys } from '../../keys.ts';
import { useCatalogue, useRunDetail } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { useOfferCommands } from '../../ui/page-commands.ts';
import { Panes } from '../../ui/panes.tsx';
import { ImportDrop } from '../../ui/import-drop.tsx';
import { copyText } from '../../ui/copy-text.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { attempt } from '../../ui/undo.tsx';
import { useStable } from '../../ui/use-stable.ts';
import { brushQuery } from '../../charts/run-brush.ts';
import { useBrush } from '../../panels/use-brush.ts';
import { useSteady } from '../../panels/use-steady.ts';
import { useBaseline } from './baseline.ts';
import { BulkBar } from './bulk-bar.tsx';
import { groupsText, runsText, textForms, titledFields } from './copy-menu.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { withCondition } from './condition.ts';
import { ConditionMenu } from './condition-menu.tsx';
import { groupable, titleOf } from './groupable.ts';
import { GroupMenu } from './group-menu.tsx';
import { NoRuns } from './no-runs.tsx';
import { QueryBox } from './query-box.tsx';
import { columnOf, usualColumns } from './run-columns.tsx';
import { archiveRuns, starRuns } from './run-deeds.ts';
import { PlotMenu, RunPlots } from './run-plots.tsx';
import { RunPreview } from './run-preview.tsx';
import type { RowDeeds } from './run-row.tsx';
import { type Grouping, RunsTable, type TableHandle } from './runs-table.tsx';
import { useGroups } from './use-groups.ts';
import { usePageState, writeSortings } from './use-page-state.ts';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import classes from './runs.module.css';

export default function RunsPage() {
  const [, navigate] = useLocation();
  const { query, sortings, isUsualOrder, sortBy, group, archived, focused, baseline: baselineId, set } = usePageState();
  const { data: catalogue } = useCatalogue();
  const [chosen, setChosen] = useLocalStorage<string[] | null>({
    key: 'ganymede-run-columns',
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const [hasPreview, setPreview] = useLocalStorage({ key: 'ganymede-run-preview', defaultValue: true, getInitialValueInEffect: false });
  const [renaming, setRenaming] = useState<string | null>(null);
  const filter = useRef<HTMLInputElement>(null);
  const table = useRef<TableHandle>(null);

  // Left open, so that a query that speaks of archived runs finds them.
  const sort = writeSortings(sortings);
  const [brush, onBrush] = useBrush();
  const within = brushQuery(brush);
  const all = { query, sort, archived: archived === 'yes' ? ('yes' as const) : undefined };
  const where = { ...all, within };
  // Columns are those of all runs: they stay while one brushes.
  const known = useRows({ ...all, series: '' }, null);
  const ids = useSteady(useMemo(() => chosen ?? usualColumns(known.loaded, catalogue), [chosen, known.loaded, catalogue]));
  const columns = useMemo(() => ids.flatMap((id) => columnOf(id, catalogue) ?? []), [ids, catalogue]);
  const series = writeSeriesList([...new Set(columns.flatMap((column) => column.series ?? []))].sort());
  const ask: ListRuns = { ...where, series };
  const baseline = useBaseline(baselineId, series);
  const plain = useRows(ask, known);
  const fields = [...new Set(columns.flatMap((column) => column.field ?? []))];
  const grouped = useGroups(ask, group.join(', '), fields, isUsualOrder ? 'count desc' : sort);
  const isGrouped = group.length > 0;
  const runCount = isGrouped ? grouped.runCount : plain.total;
  const rows = isGrouped ? { ...plain, ...grouped } : plain;
  const { selected, toggle, clear, selectAll } = useSelection(
    async (from, to) => {
      if (isGrouped) {
        const spans = grouped.spansBetween(from, to);
        return (
          await Promise.all(
            spans.map((span) => runsFrom({ ...ask, within: writeBoth(within, span.where) }, span.from, span.to - span.from + 1)),
          )
        ).flat();
      }
      const known = Array.from({ length: to - from + 1 }, (_, at) => rows.rowAt(from + at)).filter((row) => row !== undefined);
      return known.length === to - from + 1 ? known : runsFrom(ask, from, to - from + 1);
    },
    () => runsFrom(ask),
    rows.indexOf,
  );
  /** Where the focus was seen last: its row may have left the pages that are held. */
  const place = useRef(-1);
  const selection = [...selected.values()].map((run) => rows.loaded.find((row) => row.id === run.id) ?? run);
  const { data: detail } = useRunDetail(focused);

  const deeds = useStable<RowDeeds>({
    focus: (row, index) => {
      place.current = index;
      set({ run: row.id });
    },
    open: (row) => navigate(links.run(row.id)),
    select: (row, index, extend) => void attempt(() => toggle(row, index, extend)),
    fork: (row) => navigate(links.newRun({ fork: row.id })),
    rename: (row) => setRenaming(row?.id ?? null),
    hold: (row) => set({ baseline: row.id === baselineId ? '' : row.id }),
  });
  const move = (by: number) => {
    const seen = rows.indexOf(focused);
    const index = seen < 0 && focused ? place.current : seen;
    let next = index < 0 ? 0 : Math.max(0, Math.min(rows.total - 1, index + by));
    // The cursor stands on runs, not on groups.
    while (isGrouped && grouped.groupAt(next)) next += by;
    if (isGrouped && (next < 0 || next >= rows.total)) return;
    place.current = next;
    table.current?.show(next);
    const row = rows.rowAt(next);
    if (row) set({ run: row.id });
    else if (!isGrouped)
      void attempt(async () => {
        const [run] = await runsFrom(ask, next, 1);
        if (run) set({ run: run.id });
      });
  };
  const focusedRow = rows.rowAt(rows.indexOf(focused));
  const meant = selection.length > 0 ? selection : focusedRow ? [focusedRow] : [];
  const compareAll = links.compare([], archived === 'yes' ? withCondition(query, 'archived == True') : query);
  const copyTable = (form: TextForm) =>
    attempt(async () => {
      const { fields: shown, titles } = titledFields(columns);
      const text = isGrouped
        ? groupsText(
            await listGroups({
              query,
              within,
              archived: where.archived,
              group: group.join(', '),
              columns: shown.join(', '),
              sort: isUsualOrder ? 'count desc' : sort,
              limit: 1000,
            }),
            group.map((field) => titleOf(field, columns, catalogue)),
            titles,
            form,
          )
        : runsText(await runsFrom(ask), columns, form);
      await copyText(
        text,
        `Copied the table, ${isGrouped ? countOfGroups(Math.min(1000, grouped.groupCount), grouped.groupCount) : `${runCount} runs`}.`,
      );
    });
  const compare = () => navigate(links.compare(meant.map((run) => run.id)));
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    x: () => focusedRow && void toggle(focusedRow, rows.indexOf(focused), false),
    b: () => (focusedRow ? deeds.hold(focusedRow) : false),
    s: () => (meant.length > 0 ? void starRuns(meant) : false),
    e: () => (meant.length > 0 ? void archiveRuns(meant) : false),
    c: () => (meant.length > 0 ? compare() : false),
    f: () => filter.current?.focus(),
    Enter: () => (focused ? navigate(links.run(focused)) : false),
    F2: () => setRenaming(focused),
    Escape: () => (selected.size > 0 ? clear() : focused ? set({ run: '' }) : false),
  });
  useOfferCommands([
    ...(meant.length > 0
      ? [
          { label: 'Compare the selected runs', run: compare, key: 'C' },
          { label: 'Archive the selected runs', run: () => void archiveRuns(meant), key: 'E' },
        ]
      : []),
    ...(query === '' ? [] : [{ label: 'Compare all runs that match', run: () => navigate(compareAll) }]),
    ...textForms.map(({ form, name }) => ({ label: `Copy the table as ${name}`, run: () => void copyTable(form) })),
    { label: 'Filter the runs', run: () => filter.current?.focus(), key: 'F' },
    { label: 'Rename the run', run: () => setRenaming(focused), key: 'F2' },
    { label: hasPreview ? 'Close the preview' : 'Show the preview', run: () => setPreview(!hasPreview) },
  ]);

  const grouping: Grouping | null = isGrouped
    ? {
        fields: group,
        titles: group.map((field) => titleOf(field, columns, catalogue)),
        places: grouped.places,
        groupAt: grouped.groupAt,
        fold: grouped.fold,
      }
    : null;

  if (rows.isEmpty)
    return (
      <>
        <NoRuns />
        <ImportDrop />
      </>
    );
  const tableColumn = (
    <div className="column fill" style={{ height: '100%' }}>
      <RunPlots
        set={{ ask: { query, archived: where.archived }, brush, onBrush, onRun: (id) => set({ run: id }) }}
        onKeep={() => set({ query: withCondition(query, within), brush: '' })}
      />
      {rows.error ? (
        <div style={{ padding: 10 }}>
          <ProblemNote error={rows.error} again={rows.again} />
        </div>
      ) : null}
      <RunsTable
        ref={table}
        total={rows.total}
        runCount={runCount}
        rowAt={rows.rowAt}
        nameAt={plain.rowAt}
        onRange={rows.show}
        columns={columns}
        // Groups go by how many runs they have until another order is asked for.
        sortings={isGrouped && isUsualOrder ? [] : sortings}
        onSort={sortBy}
        grouping={grouping}
        focused={focused}
        selected={selected}
        onSelectAll={() => (selected.size > 0 ? clear() : void attempt(selectAll))}
        renaming={renaming}
        baseline={baseline}
        deeds={deeds}
        empty={<NothingFound isLoading={rows.isLoading || Boolean(rows.error)} query={query} onClear={() => set({ query: '' })} />}
      />
      {selection.length > 0 && <BulkBar runs={selection} columns={columns} onClear={clear} />}
    </div>
  );
  return (
    <div className="column fill">
      <h1 className="visually-hidden">Runs</h1>
      <ImportDrop />
      <div className={classes.tools}>
        <QueryBox query={query} onQuery={(words) => set({ query: words })} tags={rows.tags} hints={rows.hints} inputRef={filter} />
        <ConditionMenu query={query} onQuery={(words) => set({ query: words })} />
        <span className={classes.counts}>
          {isGrouped && grouped.isLoading
            ? ''
            : `${isGrouped ? `${countOfGroups(grouped.groups.length, grouped.groupCount)}, ` : ''}${runCount} run${runCount === 1 ? '' : 's'}`}
        </span>
        {query !== '' && rows.total > 0 && (
          <Button component={Link} href={compareAll} title="Runs that come to match join the comparison">
            Compare these
          </Button>
        )}
        {baseline && (
          <Button onClick={() => set({ baseline: '' })} title="Figures are held against it, in percent. Press to hold them against none">
            Baseline #{baseline.number} ×
          </Button>
        )}
        <SegmentedControl
          aria-label="Which runs"
          value={archived}
          onChange={(value) => set({ archived: value })}
          data={[
            { value: 'no', label: 'Active' },
            { value: 'yes', label: 'Archived' },
          ]}
        />
        <PlotMenu />
        <GroupMenu
          group={group}
          offered={groupable(plain.params, columns, catalogue)}
          onGroup={(next) => set({ group: next.join(', ') })}
        />
        <ColumnMenu
          shown={ids}
          isChosen={chosen !== null}
          params={rows.params}
          series={[...new Set([...(detail?.series ?? []).map((summary) => summary.key), ...rows.merits(catalogue)])]}
          catalogue={catalogue}
          onChoose={setChosen}
          onCopy={copyTable}
        />
        <Button leftSection={<IconLayoutSidebarRight size={14} />} aria-pressed={hasPreview} onClick={() => setPreview(!hasPreview)}>
          Preview
        </Button>
        <Button component={Link} href={links.importRuns()}>
          Import
        </Button>
        <Button variant="filled" component={Link} href={links.newRun()}>
          New run
        </Button>
      </div>
      {hasPreview ? (
        <Panes name="runs" initial={[70, '340px']}>
          <Splitter.Pane defaultSize={70} min="360px">
            {tableColumn}
          </Splitter.Pane>
          <Splitter.Pane defaultSize="340px" min="240px">
            <RunPreview focused={focused ?? plain.rowAt(0)?.id ?? null} selection={selection} onClose={() => setPreview(false)} />
          </Splitter.Pane>
        </Panes>
      ) : (
        tableColumn
      )}
    </div>
  );
}

function countOfGroups(shown: number, all: number): string {
  return `${shown < all ? `the first ${shown} of ` : ''}${all} group${all === 1 ? '' : 's'}`;
}

function NothingFound({ isLoading, query, onClear }: { isLoading: boolean; query: string; onClear: () => void }) {
  if (isLoading) return null;
  return (
    <div style={{ padding: 16, maxWidth: 560 }}>
      <div className="row">
        <span className="soft">
          {query ? `No run matches “${query}”.` : 'No run is here: archived ones and active ones are listed apart.'}
        </span>
        {query && <Button onClick={onClear}>Clear the filter</Button>}
      </div>
      {query && (
        <p className="soft">
          Plain words have to occur in name, recipe, dataset, tags or notes. <code>status:running</code>, <code>recipe:wgan</code>,{' '}
          <code>dataset:grid25</code> and <code>tag:x</code> narrow the list; several together must all hold. An expression asks for more:{' '}
          <code>params.lambda &gt; 0.1 and metrics.w1.min &lt; 0.2 and "gp" in tags</code>.
        </p>
      )}
    </div>
  );
}

/** Runs of the list from a place on, as many as wanted; all of them for "select all". */
async function runsFrom(ask: ListRuns, from = 0, count = Number.POSITIVE_INFINITY): Promise<RunRow[]> {
  const runs: RunRow[] = [];
  for (;;) {
    const more = await listRuns({ ...ask, offset: from + runs.length, limit: Math.min(1000, count - runs.length) });
    runs.push(...more.runs);
    if (more.runs.length === 0 || runs.length >= Math.min(count, more.total - from)) return runs;
  }
}
