// The frame of a page: side bar on a wide screen, top bar and bottom tabs on a narrow one, and the page's own grid.
export const SHELL_CSS = `
.skip { position: absolute; left: var(--pad); top: -100px; background: var(--accent); color: var(--on-accent); padding: 12px 16px; border-radius: var(--radius); z-index: 20; }
.skip:focus { top: 8px; }
.app { min-height: 100vh; display: grid; grid-template-columns: 1fr; }
.side { display: none; }
.top { display: flex; align-items: center; gap: var(--gap); padding: 4px 8px 4px var(--pad); background: var(--surface); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 10; min-height: 56px; }
.brand { font-weight: 700; letter-spacing: 0.02em; font-size: var(--large); color: var(--text); text-decoration: none; min-height: var(--target); display: inline-flex; align-items: center; gap: 10px; }
.brand-mark { width: 28px; height: 28px; }
.brand-mark rect { fill: var(--accent); } .brand-mark path { stroke: var(--on-accent); stroke-width: 2.4; fill: none; stroke-linecap: round; stroke-linejoin: round; }
.top-end { margin-left: auto; display: flex; gap: var(--gap); align-items: center; }
.quiet { display: inline-flex; align-items: center; gap: 8px; min-height: var(--target); min-width: var(--target); justify-content: center; padding: 0 12px; border: 0; border-radius: var(--radius); background: transparent; color: var(--muted); text-decoration: none; cursor: pointer; font-size: var(--small); }
.quiet:hover { background: var(--sunken); color: var(--text); }
.page { padding: 20px var(--pad) 112px; width: 100%; max-width: 1120px; margin: 0 auto; min-width: 0; }
.page-narrow { max-width: 720px; }
.page-head { display: grid; gap: 6px; }
.page-head .row-apart { align-items: start; }
.crumb { font-size: var(--small); color: var(--muted); display: inline-flex; min-height: var(--target); align-items: center; gap: 4px; text-decoration: none; margin: -12px 0 -6px; justify-self: start; }
.bottom { position: fixed; inset: auto 0 0; z-index: 10; display: grid; grid-template-columns: repeat(5, 1fr); background: var(--surface); border-top: 1px solid var(--line); padding-bottom: env(safe-area-inset-bottom); }
.bottom > a, .bottom summary { display: grid; justify-items: center; align-content: center; gap: 2px; min-height: 64px; font-size: 0.875rem; color: var(--muted); text-decoration: none; list-style: none; position: relative; }
.bottom summary::-webkit-details-marker { display: none; }
.bottom [aria-current] { color: var(--accent); font-weight: 600; }
.bottom details[open] > .sheet { position: absolute; bottom: 100%; right: 8px; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); padding: 8px; min-width: 240px; display: grid; gap: var(--gap); }
.sheet a, .sheet button { display: flex; align-items: center; gap: 10px; min-height: 52px; padding: 0 14px; border-radius: var(--radius-small); color: var(--text); text-decoration: none; width: 100%; border: 0; background: none; text-align: left; cursor: pointer; }
.sheet a:hover, .sheet button:hover { background: var(--sunken); }
.count { display: inline-grid; place-items: center; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; background: var(--accent); color: var(--on-accent); font-size: 0.8125rem; font-weight: 600; line-height: 1; }
.bottom .count { position: absolute; top: 6px; left: calc(50% + 6px); }
.app-focus .bottom { display: none; } .app-focus .page { padding-bottom: 0; }
.who { font-size: var(--small); min-width: 0; } .who strong { display: block; font-weight: 600; color: var(--text); }
@media (min-width: 1024px) {
  .app { grid-template-columns: var(--side) 1fr; }
  .side { display: flex; flex-direction: column; gap: 4px; position: sticky; top: 0; height: 100vh; overflow: auto; padding: 12px; background: var(--surface); border-right: 1px solid var(--line); }
  .side .brand { padding: 0 12px; margin-bottom: 8px; }
  .side-link { display: flex; align-items: center; gap: 12px; min-height: var(--target); padding: 0 12px; border-radius: var(--radius-small); color: var(--muted); text-decoration: none; font-size: 1.0625rem; }
  .side-link:hover { background: var(--sunken); color: var(--text); }
  .side-link[aria-current] { background: var(--accent-soft); color: var(--accent); font-weight: 600; }
  .side-link .count { margin-left: auto; }
  .side-gap { border-top: 1px solid var(--line); margin: 8px 12px; }
  .side-foot { margin-top: auto; display: grid; gap: 4px; padding: 12px 4px 0; border-top: 1px solid var(--line); }
  .side-foot .who { padding: 4px 8px; }
  .side-foot .quiet { justify-content: start; width: 100%; }
  .top, .bottom { display: none; }
  .page { padding: 32px 40px 64px; } .app-focus .page { padding-bottom: 0; }
}
@media print { .side, .top, .bottom, .skip, .form-foot { display: none !important; } .page { padding: 0; max-width: none; } .app { display: block; } }
`;
