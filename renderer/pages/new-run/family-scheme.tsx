import type { Family } from '../../../shared/catalogue.ts';
import classes from './new-run.module.css';

/** Who feeds whom: networks in brackets, what goes between them in the letters of the papers. */
const schemes: Record<Family, string> = {
  adversarial: 'z → [G] → x̃ → [D] ← x',
  moments: 'z → [G] → x̃ ≈ x',
  conditional: 'z, y → [G] → x̃ → [D] ← x, y',
  'latent-structure': 'z, c → [G] → x̃ → [Q] → c',
  autoencoder: 'x → [E] → z → [G] → x̂',
  translation: 'a → [G] → b → [F] → a',
  stages: 'z → [G₁] → small → [G₂] → large',
  autoregressive: 'x₁ … xᵢ₋₁ → [P] → xᵢ',
  'semi-supervised': 'x → [C] → 1 … K, made',
  adaptation: 'a, b → [F] → [C] → y',
  volumes: 'z → [G] → solid → [D]',
  captioning: 'x → [E] → [R] → words',
};

export function FamilyScheme({ family }: { family: Family }) {
  return <p className={classes.scheme}>{schemes[family].split(/(\[[^\]]+\])/).map(drawn)}</p>;
}

/** Every second part is a network. */
function drawn(part: string, place: number) {
  return place % 2 === 0 ? part : <b key={`${place} ${part}`}>{part.slice(1, -1)}</b>;
}
