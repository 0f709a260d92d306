// The variables of the design: colours, sizes, type. Light, dark and more contrast differ here and nowhere else. Text on its ground is
// at least 7:1 for body text and 4.5:1 for the rest.

const LIGHT = `
  --ground: #f6f7f9; --surface: #ffffff; --sunken: #eef0f3; --line: #d9dde3; --line-strong: #7d8794;
  --text: #14181f; --muted: #4a5362; --accent: #1747c2; --accent-hover: #12389b; --on-accent: #ffffff; --accent-soft: #e8eefc;
  --good: #0b6136; --good-soft: #e2f3e9; --warn: #7a4400; --warn-soft: #fdf0d9; --bad: #a3161f; --bad-soft: #fdebec;
  --info: #1c4f8a; --info-soft: #e6f0fb; --ai: #5b2a9d; --ai-soft: #f1eafb;
  --shadow: 0 1px 2px rgb(20 24 31 / 6%), 0 4px 16px rgb(20 24 31 / 5%);
  color-scheme: light;`;

const DARK = `
  --ground: #0f1216; --surface: #181c22; --sunken: #20252d; --line: #2f3640; --line-strong: #8a94a3;
  --text: #f1f3f6; --muted: #b6bfcc; --accent: #9bb8ff; --accent-hover: #bccfff; --on-accent: #0b1733; --accent-soft: #1c2843;
  --good: #7fdca6; --good-soft: #14301f; --warn: #f5c374; --warn-soft: #352812; --bad: #ff9c9f; --bad-soft: #3d191b;
  --info: #9cc9fb; --info-soft: #162a40; --ai: #cdb4fb; --ai-soft: #2a1f40;
  --shadow: 0 1px 2px rgb(0 0 0 / 40%);
  color-scheme: dark;`;

export const TOKENS_CSS = `
:root {${LIGHT}
  --flow-surface: var(--surface); --flow-text: var(--text); --flow-ok: var(--good); --flow-active: var(--info); --flow-wait: var(--warn); --flow-bad: var(--bad); --flow-quiet: var(--muted); --flow-font: var(--font);
  --font: 'Pretendard', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'Noto Sans CJK KR', system-ui, sans-serif;
  --mono: ui-monospace, 'SFMono-Regular', 'Cascadia Mono', 'Noto Sans Mono', 'Noto Sans Mono CJK KR', monospace;
  --base: 1.125rem; --small: 1rem; --large: 1.375rem; --huge: 1.75rem;
  --gap: 8px; --pad: 16px; --radius: 10px; --radius-small: 6px; --target: 48px; --side: 248px;
}
@media (prefers-color-scheme: dark) { :root {${DARK} } }
@media (prefers-contrast: more) { :root { --line: var(--line-strong); --muted: var(--text); --shadow: none; } }
@media print { :root {${LIGHT} --ground: #ffffff; --shadow: none; } }
`;
