import { EmptyPlace } from '../../ui/empty-place.tsx';

export default function RunsPage() {
  return <EmptyPlace title="Runs" />;
}
