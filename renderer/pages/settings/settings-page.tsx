import { EmptyPlace } from '../../ui/empty-place.tsx';

export default function SettingsPage() {
  return <EmptyPlace title="Settings" />;
}
