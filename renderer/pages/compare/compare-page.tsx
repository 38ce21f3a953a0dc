import { EmptyPlace } from '../../ui/empty-place.tsx';

export default function ComparePage() {
  return <EmptyPlace title="Compare" />;
}
