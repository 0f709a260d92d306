// Follows a run while it goes on: fetches the same page and takes over its content when it changed. Unfolded steps stay unfolded.

const EVERY_MILLISECONDS = 1_500;

interface HtmlPolicy {
  createHTML(text: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy;
}
// The page's own markup, fetched from its own address: the only HTML this policy ever passes.
const factory = (globalThis as unknown as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy: HtmlPolicy = factory?.createPolicy('aix', { createHTML: (text) => text }) ?? { createHTML: (text) => text };

function place(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-live]');
}

async function look(): Promise<void> {
  const now = place();
  if (now === null || document.visibilityState === 'hidden') return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error' });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(policy.createHTML(await response.text()), 'text/html');
  const next = page.getElementById(now.id);
  if (next === null) return;
  for (const open of now.querySelectorAll('details[open][id]')) next.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute('open', '');
  if (next.isEqualNode(now)) return;
  const focused = document.activeElement?.closest('details[id]')?.id;
  now.replaceWith(document.adoptNode(next));
  if (focused !== undefined) document.getElementById(focused)?.querySelector('summary')?.focus();
}

async function follow(): Promise<void> {
  while (place() !== null) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MILLISECONDS));
    // The server may be away for a moment; the page goes on asking.
    await look().catch(() => undefined);
  }
}

void follow();
