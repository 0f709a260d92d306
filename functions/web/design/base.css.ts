// Elements as they are without a class: type, links, focus, tables' text. No component here.
export const BASE_CSS = `
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding: 76px 0 110px; font-size: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 400 var(--base)/1.55 var(--font); overflow-wrap: anywhere; word-break: keep-all; }
h1, h2, h3 { margin: 0; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; text-wrap: balance; }
h1 { font-size: var(--huge); } h2 { font-size: var(--large); } h3 { font-size: var(--base); }
p { margin: 0; }
ul, ol { margin: 0; padding: 0; list-style: none; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; }
a:hover { color: var(--accent-hover); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: var(--radius-small); }
code, pre, .mono { font-family: var(--mono); font-size: 0.9em; }
pre { margin: 0; overflow: auto; white-space: pre-wrap; background: var(--sunken); border-radius: var(--radius-small); padding: 12px; max-height: 28rem; }
time, .number { font-variant-numeric: tabular-nums; }
dl { margin: 0; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; }
button, input, select, textarea { font: inherit; color: inherit; }
summary { cursor: pointer; }
svg { max-width: 100%; }
.muted { color: var(--muted); } .small { font-size: var(--small); } .strong { font-weight: 600; }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { width: 1.25em; height: 1.25em; flex: none; vertical-align: -0.25em; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.stack { display: grid; gap: var(--pad); align-content: start; min-width: 0; } .stack-tight { display: grid; gap: var(--gap); min-width: 0; }
.row { display: flex; flex-wrap: wrap; gap: var(--gap); align-items: center; } .row-apart { display: flex; flex-wrap: wrap; gap: var(--gap) var(--pad); align-items: center; justify-content: space-between; }
[hidden] { display: none !important; }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
