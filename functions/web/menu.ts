// Which pages an actor's menu offers. Drawn from the same permissions that guard the routes, so that nobody is sent to a refusal.
import type { Actor } from '../shared/actor.ts';
import { may, type Permission } from '../shared/permissions.ts';
import type { Copy } from './copy/copy.ts';
import type { IconName } from './design/icon.tsx';

export interface MenuEntry {
  readonly href: string;
  readonly title: string;
  readonly icon: IconName;
  readonly current: boolean;
  readonly count: number;
}

const ENTRIES: readonly (readonly [href: string, key: keyof Copy['nav'], permission: Permission])[] = [
  ['/', 'home', 'self.read'],
  ['/forms', 'forms', 'form.read'],
  ['/tasks', 'tasks', 'task.read'],
  ['/runs', 'runs', 'run.read'],
  ['/reports', 'reports', 'report.read'],
  ['/schedules', 'schedules', 'schedule.read'],
  ['/definitions', 'definitions', 'definition.read'],
  ['/audit', 'audit', 'audit.read'],
];

export function menuFor(actor: Actor, copy: Copy, path: string, waiting: number): readonly MenuEntry[] {
  return ENTRIES.filter(([, , permission]) => may(actor, permission)).map(([href, key]) => ({
    href,
    title: copy.nav[key],
    icon: key,
    current: href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`),
    count: key === 'tasks' ? waiting : 0,
  }));
}
