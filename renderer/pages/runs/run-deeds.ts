import type { PatchRun, RunRow } from '../../../shared/api/runs.ts';
import { deleteRuns, exportRuns, patchRun, patchRuns, restoreRuns } from '../../api-client.ts';
import { saveFile } from '../../ui/save-file.ts';
import { attempt, offerUndo, say } from '../../ui/undo.tsx';
import { shownName } from '../../ui/run-title.ts';

/** What can be done to one run or many, each with its undo. */
const counted = (runs: readonly RunRow[]) => (runs.length === 1 ? `“${shownName(runs[0].name)}”` : `${runs.length} runs`);
const idsOf = (runs: readonly RunRow[]) => runs.map((run) => run.id);

export function archiveRuns(runs: readonly RunRow[]): Promise<unknown> {
  const archived = !runs.every((run) => run.archived);
  return attempt(async () => {
    await patchRuns(idsOf(runs), { archived });
    const undo = () => patchRuns(idsOf(runs), { archived: !archived });
    offerUndo(`${archived ? 'Archived' : 'Brought back'} ${counted(runs)}.`, undo);
  });
}

export function deleteMany(runs: readonly RunRow[]): Promise<unknown> {
  return attempt(async () => {
    const { ids } = await deleteRuns(idsOf(runs));
    offerUndo(`Deleted ${counted(runs)}.`, () => restoreRuns(ids));
  });
}

export function renameRun(run: RunRow, name: string): Promise<unknown> {
  return attempt(async () => {
    await patchRun(run.id, { name });
    offerUndo(`Renamed to “${name}”.`, () => patchRun(run.id, { name: run.name }));
  });
}

const star = 'starred';
/** A star is a tag like any other: `tag:starred` finds them. */
export function isStarred({ tags }: Pick<RunRow, 'tags'>): boolean {
  return tags.includes(star);
}
export function starRuns(runs: readonly RunRow[]): Promise<unknown> {
  return tagRuns(runs, star);
}

/** Adds or, where every run has it, removes the tag. */
export function tagRuns(runs: readonly RunRow[], tag: string): Promise<unknown> {
  const removes = runs.every((run) => run.tags.includes(tag));
  const tagsOf = (run: RunRow): PatchRun => ({
    tags: removes ? run.tags.filter((known) => known !== tag) : [...new Set([...run.tags, tag])],
  });
  return attempt(async () => {
    await patchAlike(runs, tagsOf);
    offerUndo(`${removes ? 'Untagged' : 'Tagged'} ${counted(runs)}: ${tag}.`, () => patchAlike(runs, ({ tags }) => ({ tags })));
  });
}

/** One request for all runs that get the same. */
async function patchAlike(runs: readonly RunRow[], patchOf: (run: RunRow) => PatchRun): Promise<void> {
  const alike = Map.groupBy(runs, (run) => JSON.stringify(patchOf(run)));
  for (const group of alike.values()) await patchRuns(idsOf(group), patchOf(group[0]));
}

export function exportSelection(runs: readonly RunRow[], to: 'csv' | 'html' | 'pdf' | 'json'): Promise<unknown> {
  return attempt(async () => {
    const { blob, name } = await exportRuns({ to, runs: idsOf(runs) });
    saveFile(blob, name);
    say(`Saved ${name}.`);
  });
}
