import { EmptyPlace } from '../../ui/empty-place.tsx';

export default function NewRunPage() {
  return <EmptyPlace title="NewRun" />;
}
