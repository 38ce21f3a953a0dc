import type { Catalogue, ExtensionRef } from '../../shared/catalogue.ts';
import { type ExtensionEntries, type ExtensionOffer, offersOf } from '../../shared/extension.ts';
import type { Trusted } from './trust.ts';

/** Ours, and behind them what these files declare, each with the file that it is of. */
export function withExtensions(ours: Catalogue, own: readonly Trusted[]): Catalogue {
  const added = own.flatMap(({ name, sha256, entries }) => (entries === null ? [] : [{ entries, extension: { name, sha256 } }]));
  const of = <Kind extends keyof ExtensionEntries>(kind: Kind) =>
    added.flatMap(({ entries, extension }) =>
      (entries[kind] as object[]).map((entry) => ({ ...entry, extension })),
    ) as (ExtensionEntries[Kind][number] & {
      extension: ExtensionRef;
    })[];
  return {
    ...ours,
    recipes: [...ours.recipes, ...of('recipes')],
    datasets: [...ours.datasets, ...of('datasets')],
    metrics: [...ours.metrics, ...of('metrics')],
    probes: [...ours.probes, ...of('probes')],
  };
}

/** Names that ours or another file has already, a sentence each. */
export function clashes(ours: Catalogue, others: readonly Trusted[], entries: ExtensionEntries): string[] {
  const key = ({ kind, name }: ExtensionOffer) => `${kind} ${name}`;
  const taken = new Map<string, string>(offersOf(ours).map((offer) => [key(offer), 'is one of Ganymede’s own']));
  for (const other of others) {
    if (other.entries === null) continue;
    for (const offer of offersOf(other.entries)) if (!taken.has(key(offer))) taken.set(key(offer), `stands in ${other.file} too`);
  }
  const own = offersOf(entries);
  const twice = own.filter((offer, at) => own.findIndex((one) => key(one) === key(offer)) < at);
  return [
    ...own.flatMap((offer) =>
      taken.has(key(offer)) ? [`The ${offer.kind} ${offer.name} ${taken.get(key(offer))}; give yours another name.`] : [],
    ),
    ...twice.map((offer) => `It declares the ${offer.kind} ${offer.name} twice.`),
  ];
}
