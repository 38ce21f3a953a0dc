import type { SweepRunRow } from '../../../shared/api/sweeps.ts';
import type { Mark, Standing, StandingRun } from '../../../shared/schedule-standing.ts';

/** A place in the population, and the runs that have held it, one after another. */
export interface Member {
  name: string;
  variant: string;
  held: { run: SweepRunRow; standing: StandingRun }[];
}

/** In the order of their places. */
export function membersOf(runs: readonly SweepRunRow[], standing: Standing): Member[] {
  const rows = new Map(standing.runs.map((row) => [row.run, row]));
  const members = new Map<string, Member>();
  for (const run of [...runs].sort((one, other) => one.number - other.number)) {
    const row = rows.get(run.run);
    if (row === undefined) continue;
    const name = JSON.stringify([run.variant, run.at, run.seed]);
    const member = members.get(name) ?? { name, variant: run.variant, held: [] };
    member.held.push({ run, standing: row });
    members.set(name, member);
  }
  return [...members.values()];
}

/** Who held a member's place in the generation that ends at this rest; null where nobody has come there, nor is on the way. */
export function heldAt({ held }: Member, rest: number): Member['held'][number] | null {
  return held.filter(({ standing }) => (standing.parent?.step ?? 0) < rest).at(-1) ?? null;
}

/** A generation of one member: `row` counts members, `at` rests. */
export interface Leg {
  row: number;
  at: number;
  run: SweepRunRow;
  mark: Mark | null;
  /** The row that it came from, its own where it went on. */
  from: number;
}

/** What is drawn of a population: each member's way through the generations, and where it came from. */
export function legsOf(members: readonly Member[], { rests }: Standing): Leg[] {
  const rowOf = new Map(members.flatMap(({ held }, row) => held.map(({ run }) => [run.run, row])));
  return members.flatMap((member, row) =>
    rests.flatMap((rest, at) => {
      const holder = heldAt(member, rest);
      if (holder === null) return [];
      const { run, standing } = holder;
      const mark = standing.marks.find((one) => one.rest === rest) ?? null;
      const begins = rests[at - 1] ?? 0;
      const cameHere =
        begins === 0 || standing.parent?.step === begins || standing.marks.some((one) => one.rest === begins && one.as === 'on');
      if (mark === null && !cameHere) return [];
      const parent = standing.parent?.step === begins ? rowOf.get(standing.parent.run) : undefined;
      return [{ row, at, run, mark, from: parent ?? row }];
    }),
  );
}
