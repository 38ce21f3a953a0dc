import { EmptyPlace } from '../../ui/empty-place.tsx';

export default function RunPage() {
  return <EmptyPlace title="Run" />;
}
