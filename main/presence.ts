import { app, type BrowserWindow, Notification, powerSaveBlocker } from 'electron';
import type { WorkspaceInfo } from '../shared/api/studio.ts';
import type { RunList } from '../shared/api/runs.ts';
import type { Settings } from '../shared/api/studio.ts';
import { plannedSteps } from '../shared/origin.ts';
import { hasEnded, type Run } from '../shared/run.ts';

type Fetch = (request: Request) => Promise<Response> | Response;
const beat = 2_000;

/**
 * What the desktop shows of the studio outside its window: progress on the dock or taskbar, the machine kept awake while
 * something trains, a word when a long run ends and nobody is looking. It asks the studio like any page would.
 */
export function showPresence(options: { fetch: Fetch; window: () => BrowserWindow | null }): { close(): void; isTraining(): boolean } {
  let blocker: number | null = null;
  let training = 0;
  let live: Map<string, readonly string[]> | null = null;

  const timer = setInterval(() => void look().catch(() => undefined), beat);
  return {
    isTraining: () => training > 0,
    close: () => {
      clearInterval(timer);
      keepAwake(false);
    },
  };

  async function look(): Promise<void> {
    const workspace = await ask<WorkspaceInfo>(options.fetch, '/api/workspace');
    training = workspace.training;
    keepAwake(training > 0);
    options.window()?.setProgressBar(workspace.progress ?? -1);
    app.setBadgeCount(training);
    const { runs } = await ask<RunList>(options.fetch, '/api/runs?limit=50');
    const settings = await ask<Settings>(options.fetch, '/api/settings');
    for (const run of runs) {
      const known = live?.get(run.id);
      // At the first look nothing is news; later a run that is new has found all that it has since.
      const before = known ?? (live === null || hasEnded(run.status) ? run.health : []);
      const found = run.health.filter((rule) => !before.includes(rule));
      if (found.length > 0) warn(run, found);
      if (hasEnded(run.status) && known !== undefined && run.trainedFor >= settings.notifyWhenLongerThanMinutes * 60_000) announce(run);
    }
    live = new Map(runs.filter((run) => !hasEnded(run.status)).map((run) => [run.id, run.health]));
  }

  function keepAwake(awake: boolean): void {
    if (awake && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!awake && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  }

  function announce(run: Run): void {
    const steps = plannedSteps(run);
    say(`${run.name} ${run.status}`, run.sentence || (steps === null ? `Step ${run.step}.` : `Step ${run.step} of ${steps}.`));
  }

  /** However short the run: what is found early spares the hours that it would go on. */
  function warn(run: Run, found: readonly string[]): void {
    say(`${run.name}: ${found.join(', ')}`, `Found up to step ${run.step}; the run’s page shows where.`);
  }

  function say(title: string, body: string): void {
    const window = options.window();
    if (window?.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notification.on('click', () => {
      window?.show();
      window?.focus();
    });
    notification.show();
  }
}

async function ask<Answer>(fetch: Fetch, path: string): Promise<Answer> {
  const response = await fetch(new Request(new URL(path, 'studio://app/')));
  if (!response.ok) throw new Error(`The studio answered ${response.status} to ${path}.`);
  return (await response.json()) as Answer;
}
