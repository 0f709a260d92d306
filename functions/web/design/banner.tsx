// Something the page has to say about itself: an error, a warning, a success. `role` makes it spoken where that matters.
import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icon.tsx';

export type BannerTone = 'info' | 'good' | 'warn' | 'bad';
const ICONS: Readonly<Record<BannerTone, IconName>> = { info: 'info', good: 'check', warn: 'warn', bad: 'warn' };

export function Banner({ tone, title, children, id }: { tone: BannerTone; title: string; children?: Child; id?: string }) {
  return (
    <div
      id={id}
      class={tone === 'info' ? 'banner' : `banner banner-${tone}`}
      role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}
      tabindex={id === undefined ? undefined : -1}
    >
      <Icon name={ICONS[tone]} />
      <div class="banner-body">
        <p class="banner-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
