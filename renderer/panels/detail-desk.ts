import type { RunDetail } from '../../shared/api/runs.ts';
import { ApiError, runDetails } from '../api-client.ts';

interface Waiting {
  done: (detail: RunDetail) => void;
  failed: (error: unknown) => void;
}
const mostIds = 100;

/** Collects the runs that a page asks for within a moment: hundreds of requests at once are more than a browser sends. */
export class DetailDesk {
  private waiting = new Map<string, Waiting[]>();
  private readonly fetch: (ids: string[]) => Promise<RunDetail[]>;
  private readonly later: (work: () => void) => void;

  constructor(fetch: (ids: string[]) => Promise<RunDetail[]>, later: (work: () => void) => void) {
    this.fetch = fetch;
    this.later = later;
  }

  ask(id: string): Promise<RunDetail> {
    return new Promise((done, failed) => {
      if (this.waiting.size === 0) this.later(() => void this.send());
      this.waiting.set(id, [...(this.waiting.get(id) ?? []), { done, failed }]);
    });
  }

  private async send(): Promise<void> {
    const asked = [...this.waiting];
    this.waiting = new Map();
    for (let from = 0; from < asked.length; from += mostIds) await this.answer(new Map(asked.slice(from, from + mostIds)));
  }

  private async answer(asked: Map<string, Waiting[]>): Promise<void> {
    try {
      const details = new Map((await this.fetch([...asked.keys()])).map((detail) => [detail.run.id, detail]));
      for (const [id, waiting] of asked) {
        const detail = details.get(id);
        const missing = new ApiError(404, 'not-found', `There is no run ${id} in this workspace; it may have been removed.`);
        for (const { done, failed } of waiting) detail ? done(detail) : failed(missing);
      }
    } catch (error) {
      for (const { failed } of [...asked.values()].flat()) failed(error);
    }
  }
}

export const detailDesk = new DetailDesk(runDetails, (work) => setTimeout(work, 8));
