// What stands where there is nothing yet: a sentence that says so, and what will bring something.
import { Icon, type IconName } from './icon.tsx';

export function EmptyState({ icon, title, lead }: { icon: IconName; title: string; lead: string }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <strong>{title}</strong>
      <span>{lead}</span>
    </div>
  );
}
