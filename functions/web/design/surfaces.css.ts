// Cards, tables, badges, banners, empty states, tabs, timelines and pictures: what pages are laid out with.
export const SURFACES_CSS = `
.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); min-width: 0; }
.card-head { display: flex; flex-wrap: wrap; gap: 8px var(--pad); align-items: center; justify-content: space-between; padding: 14px 18px; border-bottom: 1px solid var(--line); }
.card-body { padding: 18px; display: grid; gap: var(--pad); min-width: 0; }
.list > li + li { border-top: 1px solid var(--line); }
.list-link { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px var(--pad); align-items: center; padding: 14px 18px; min-height: 64px; color: inherit; text-decoration: none; }
.list-link:hover { background: var(--sunken); color: inherit; }
.list-title { font-weight: 600; } .list-meta { font-size: var(--small); color: var(--muted); display: flex; flex-wrap: wrap; gap: 2px 12px; }
.list > li:first-child .list-link { border-radius: var(--radius) var(--radius) 0 0; } .list > li:last-child .list-link { border-radius: 0 0 var(--radius) var(--radius); }
.card-head + .list > li:first-child .list-link { border-radius: 0; }
.list-item { padding: 14px 18px; display: flex; gap: 12px; align-items: center; justify-content: space-between; flex-wrap: wrap; } .list-item > div { min-width: 0; flex: 1 1 240px; }
.notice-link { display: inline-flex; align-items: center; min-height: var(--target); }
.demo-user { width: 100%; justify-content: space-between; flex-wrap: wrap; text-align: left; font-weight: 400; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr)); gap: 12px; }
.card-link { display: grid; gap: 6px; padding: 18px; color: inherit; text-decoration: none; min-height: 96px; align-content: start; }
.card-link:hover { border-color: var(--accent); color: inherit; } .card-link strong { font-size: 1.1875rem; font-weight: 600; }
.columns { display: grid; gap: 24px; } @media (min-width: 1024px) { .columns-wide { grid-template-columns: minmax(0, 2fr) minmax(300px, 1fr); align-items: start; } }
.badge { display: inline-flex; align-items: center; gap: 6px; padding: 2px 10px; border-radius: 999px; font-size: 0.9375rem; font-weight: 600; background: var(--sunken); color: var(--muted); white-space: nowrap; line-height: 1.6; }
.badge .icon { width: 1em; height: 1em; stroke-width: 2.2; }
.badge-good { background: var(--good-soft); color: var(--good); } .badge-warn { background: var(--warn-soft); color: var(--warn); } .badge-bad { background: var(--bad-soft); color: var(--bad); } .badge-info { background: var(--info-soft); color: var(--info); } .badge-ai { background: var(--ai-soft); color: var(--ai); }
.banner { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 12px; padding: 16px 18px; border-radius: var(--radius); border: 1px solid currentColor; background: var(--info-soft); color: var(--info); }
.banner > .icon { margin-top: 3px; } .banner-body { display: grid; gap: 6px; color: var(--text); min-width: 0; justify-items: start; } .banner-title { font-weight: 600; color: inherit; }
.banner-bad { background: var(--bad-soft); color: var(--bad); } .banner-warn { background: var(--warn-soft); color: var(--warn); } .banner-good { background: var(--good-soft); color: var(--good); }
.banner-links { display: grid; gap: 8px; } .banner-links a { display: inline-flex; align-items: center; min-height: var(--target); color: var(--bad); font-weight: 600; }
.empty { display: grid; justify-items: center; text-align: center; gap: 6px; padding: 36px 20px; color: var(--muted); } .empty .icon { width: 36px; height: 36px; stroke-width: 1.4; } .empty strong { color: var(--text); }
.table-wrap { overflow-x: auto; } .table { width: 100%; border-collapse: collapse; font-size: 1.0625rem; }
.table th { text-align: left; font-weight: 600; font-size: var(--small); color: var(--muted); padding: 10px 18px; border-bottom: 1px solid var(--line); white-space: nowrap; }
.table td { padding: 12px 18px; border-bottom: 1px solid var(--line); vertical-align: middle; } .table tr:last-child td { border-bottom: 0; } .table tbody tr:hover { background: var(--sunken); } .table .end { text-align: right; font-variant-numeric: tabular-nums; }
.table a { display: inline-flex; align-items: center; min-height: var(--target); font-weight: 600; text-decoration: none; } .table a:hover { text-decoration: underline; }
@media (max-width: 767px) { .table thead { display: none; } .table, .table tbody, .table tr, .table td { display: block; } .table tr { padding: 10px 18px; border-bottom: 1px solid var(--line); } .table tr:last-child { border-bottom: 0; } .table td { padding: 2px 0; border: 0; display: flex; gap: 12px; justify-content: space-between; align-items: center; text-align: right; } .table td::before { content: attr(data-label); color: var(--muted); font-size: var(--small); text-align: left; flex: none; } .table td.lead { justify-content: start; text-align: left; } .table td.lead::before { content: none; } }
.facts { display: flex; flex-wrap: wrap; gap: 14px 36px; } .facts dt { font-size: var(--small); color: var(--muted); } .facts dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.tabs { display: flex; gap: 4px; overflow-x: auto; border-bottom: 1px solid var(--line); } .tabs a { display: inline-flex; align-items: center; min-height: var(--target); padding: 0 14px; color: var(--muted); text-decoration: none; border-bottom: 3px solid transparent; white-space: nowrap; } .tabs a[aria-current] { color: var(--accent); border-color: var(--accent); font-weight: 600; }
.timeline { display: grid; } .timeline > li { display: grid; grid-template-columns: 28px minmax(0, 1fr); gap: 12px; padding-bottom: 4px; position: relative; } .timeline > li::before { content: ''; position: absolute; left: 13px; top: 38px; bottom: -10px; width: 2px; background: var(--line); } .timeline > li:last-child::before { display: none; }
.dot { width: 28px; height: 28px; border-radius: 50%; display: grid; place-items: center; background: var(--sunken); color: var(--muted); } .timeline > li > .dot { margin-top: 10px; } .dot .icon { width: 16px; height: 16px; stroke-width: 2.4; } .dot-good { background: var(--good-soft); color: var(--good); } .dot-warn { background: var(--warn-soft); color: var(--warn); } .dot-bad { background: var(--bad-soft); color: var(--bad); } .dot-info { background: var(--info-soft); color: var(--info); }
.fold > summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; min-height: var(--target); list-style: none; border-radius: var(--radius-small); } .fold > summary::-webkit-details-marker { display: none; } .fold > summary { position: relative; padding: 8px 32px 8px 0; } .fold > summary::after { content: ''; position: absolute; right: 8px; top: 50%; width: 9px; height: 9px; border: solid var(--muted); border-width: 0 2px 2px 0; transform: translateY(-70%) rotate(45deg); } .fold[open] > summary::after { transform: translateY(-30%) rotate(225deg); } .fold-body { display: grid; gap: 12px; padding: 6px 0 12px; min-width: 0; }
.data { display: grid; gap: 2px; font-size: var(--small); } .data-row { display: grid; grid-template-columns: minmax(96px, 30%) minmax(0, 1fr); gap: 4px 14px; padding: 6px 0; border-bottom: 1px solid var(--line); } .data-row:last-child { border-bottom: 0; } .data-key { color: var(--muted); } .data-nest { grid-template-columns: minmax(0, 1fr); } .data-nest > .data-key { font-weight: 600; color: var(--text); } .data-nest > div > .data { border-left: 3px solid var(--line); padding-left: 14px; } .plain-value { margin: 0; }
.picture { overflow-x: auto; } .picture { margin: 0; } .picture svg { display: block; margin: 0 auto; height: auto; } .picture-narrow { display: none; } @media (max-width: 767px) { .picture-wide { display: none; } .picture-narrow { display: block; } }
.ai { border: 1px solid var(--ai); border-radius: var(--radius); padding: 16px 18px; display: grid; gap: 10px; background: var(--ai-soft); } .ai-text { white-space: pre-wrap; }
.live { display: inline-flex; align-items: center; gap: 8px; font-size: var(--small); color: var(--muted); } .live::before { content: ''; width: 9px; height: 9px; border-radius: 50%; background: var(--good); animation: pulse 1.6s infinite; } @keyframes pulse { 50% { opacity: 0.25; } }
.sign-in { min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; } .sign-in > div { width: 100%; max-width: 440px; display: grid; gap: 20px; }
.report-frame { width: 100%; height: 88vh; min-height: 560px; border: 1px solid var(--line); border-radius: var(--radius); background: #ffffff; }
.downloads { display: flex; flex-wrap: wrap; gap: 8px; }
`;
