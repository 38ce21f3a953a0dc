import { EmptyPlace } from '../../ui/empty-place.tsx';

export default function LatentsPage() {
  return <EmptyPlace title="Latents" />;
}
