// A state in one word with an icon: never colour alone. The mapping from states of runs, steps and tasks to looks is here, once.
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'ai' | 'plain';

const STATES: Readonly<Record<string, readonly [Tone, IconName]>> = {
  accepted: ['plain', 'clock'],
  pending: ['plain', 'dash'],
  running: ['info', 'runs'],
  waiting: ['warn', 'person'],
  completed: ['good', 'check'],
  faulted: ['bad', 'warn'],
  cancelled: ['plain', 'cross'],
  skipped: ['plain', 'skip'],
  open: ['warn', 'person'],
  escalated: ['bad', 'warn'],
  decided: ['good', 'check'],
  'timed-out': ['bad', 'clock'],
  published: ['good', 'check'],
  deprecated: ['plain', 'cross'],
  approve: ['good', 'check'],
  reject: ['bad', 'cross'],
  submit: ['good', 'check'],
};

export function stateLook(state: string): readonly [Tone, IconName] {
  return STATES[state] ?? ['plain', 'dash'];
}

export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: string }) {
  return (
    <span class={tone === 'plain' ? 'badge' : `badge badge-${tone}`}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </span>
  );
}

/** `names` is the wording of the states. */
export function StateBadge({ state, names }: { state: string; names: Readonly<Record<string, string>> }) {
  const [tone, icon] = stateLook(state);
  return (
    <Badge tone={tone} icon={icon}>
      {names[state] ?? state}
    </Badge>
  );
}
