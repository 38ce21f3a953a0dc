import type { DistributionMeasurement } from './measurement.ts';

/** What a health rule has found in a run: when, in a sentence, and what shows it. Plain data. */
export interface Finding {
  /** The rule's name. */
  rule: string;
  /** The series, player or network that it is about; a rule says the same of one subject once. */
  subject: string;
  step: number;
  sentence: string;
  evidence: Evidence[];
}

export type Evidence =
  /** The points that decided, oldest first. NaN and ±Infinity travel as in number-json.ts. */
  | { kind: 'series'; key: string; points: [step: number, value: number][] }
  | { kind: 'distribution'; key: string; step: number }
  /** What it made at about that time. */
  | { kind: 'samples'; probe: string; step: number };

/**
 * One way in which a training goes wrong, found in what is recorded as it comes. It keeps what it must remember in a state of plain
 * JSON (finite numbers only), which travels with the checkpoint, so that a resumed run finds the same; it changes nothing in place.
 */
export interface HealthRule<State = unknown> {
  /** As a query writes it: `"clip saturation" in health`. */
  name: string;
  /** What it means, in a sentence. */
  help: string;
  /** When it is found, with its thresholds. */
  definition: string;
  /** Whether it is about the process that trains: then every sitting begins anew. */
  of: 'run' | 'process';
  /** The subject that a key is looked at for; null where the rule does not look at it. */
  subjectOf(key: RecordedKey): string | null;
  start: State;
  see(state: State, seen: Seen): Verdict<State>;
}

export interface RecordedKey {
  type: 'points' | 'distribution';
  key: string;
}
export type Seen =
  | { type: 'points'; key: string; step: number; value: number }
  | { type: 'distribution'; key: string; step: number; distribution: DistributionMeasurement['distribution'] };

export interface Verdict<State> {
  state: State;
  found?: Pick<Finding, 'sentence' | 'evidence'>;
}

/** What the catalogue says of a rule. */
export type HealthEntry = Pick<HealthRule, 'name' | 'help' | 'definition'>;
