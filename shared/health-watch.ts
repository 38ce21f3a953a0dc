import type { Finding, HealthRule, Seen } from './health-rule.ts';
import { healthRules } from './health-rules/index.ts';
import type { Measurement } from './measurement.ts';

/** All rules over one run. What has been said of a subject is not said again. */
export interface HealthWatch {
  see(measurements: readonly Measurement[]): Finding[];
  /** Whether any rule looks at the points of a series. */
  reads(key: string): boolean;
  /** Plain JSON; what is about the process is left out. */
  state(): HealthState;
}
/** By rule and subject: what the rule remembers, or that it has been said. */
export interface HealthState {
  rules: Record<string, Record<string, unknown>>;
  /** The newest sample of what the run makes. */
  sample: { probe: string; step: number } | null;
}

/** A run of twelve thousand series is not watched one by one. */
const mostSubjects = 64;
const said = 'said';

interface Place {
  rule: HealthRule;
  subject: string;
}

/** For a fork: its curves begin with its parent's, so what the rules remember of them stays; what was said of the parent may be said of it. */
export function unsaid(state: unknown): HealthState | undefined {
  const given = state as HealthState | undefined;
  if (given?.rules === undefined) return undefined;
  const open = (subjects: Record<string, unknown>) => Object.fromEntries(Object.entries(subjects).filter(([, kept]) => kept !== said));
  const rules = Object.entries(given.rules).map(([name, subjects]) => [name, open(subjects)] as const);
  return { ...given, rules: Object.fromEntries(rules) };
}

interface WatchOptions {
  rules?: readonly HealthRule[];
  state?: unknown;
  /** Whether all that is seen comes from one process, however often the watch is put down and taken up. */
  isOneProcess?: boolean;
}

export function watchHealth({ rules = healthRules, state, isOneProcess = false }: WatchOptions = {}): HealthWatch {
  const isKept = (rule: HealthRule) => rule.of === 'run' || isOneProcess;
  const given = state as Partial<HealthState> | undefined;
  const kept = new Map<HealthRule, Map<string, unknown>>(
    rules.map((rule) => [rule, new Map(isKept(rule) ? Object.entries(given?.rules?.[rule.name] ?? {}) : [])]),
  );
  let sample = given?.sample ?? null;
  const places = new Map<string, Place[]>();

  /** Who looks at a key; asked once a key. */
  function placesOf(type: Seen['type'], key: string): Place[] {
    const name = `${type} ${key}`;
    const known = places.get(name);
    if (known !== undefined) return known;
    const found = rules.flatMap((rule) => {
      const subject = rule.subjectOf({ type, key });
      const subjects = kept.get(rule)!;
      if (subject === null || (!subjects.has(subject) && subjects.size >= mostSubjects)) return [];
      if (!subjects.has(subject)) subjects.set(subject, rule.start);
      return [{ rule, subject }];
    });
    places.set(name, found);
    return found;
  }

  function look(seen: Seen, findings: Finding[]): void {
    for (const { rule, subject } of placesOf(seen.type, seen.key)) {
      const subjects = kept.get(rule)!;
      const before = subjects.get(subject);
      if (before === said) continue;
      const { state: after, found } = rule.see(before, seen);
      subjects.set(subject, found === undefined ? after : said);
      if (found === undefined) continue;
      const evidence = sample === null ? found.evidence : [...found.evidence, { kind: 'samples' as const, ...sample }];
      findings.push({ rule: rule.name, subject, step: seen.step, sentence: found.sentence, evidence });
    }
  }

  return {
    see(measurements) {
      const findings: Finding[] = [];
      // Of the same step, though they come behind what they show.
      for (const measurement of measurements) {
        if (measurement.type === 'sample' && measurement.probe === 'samples') sample = { probe: 'samples', step: measurement.step };
      }
      for (const measurement of measurements) {
        const { type, step } = measurement;
        if (type === 'points') {
          for (const key in measurement.values) look({ type, key, step, value: measurement.values[key] }, findings);
        } else if (type === 'distribution') {
          look({ type, key: measurement.key, step, distribution: measurement.distribution }, findings);
        }
      }
      return findings;
    },
    reads: (key) => rules.some((rule) => rule.subjectOf({ type: 'points', key }) !== null),
    state: () => ({
      rules: Object.fromEntries(
        rules.filter((rule) => isKept(rule) && kept.get(rule)!.size > 0).map((rule) => [rule.name, Object.fromEntries(kept.get(rule)!)]),
      ),
      sample,
    }),
  };
}
