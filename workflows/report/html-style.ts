// The style sheet of a report page: screen in light and dark, phone to desk, and print on A4. Inlined into the page, so nothing is fetched.
import { chartFont, chartStyles } from './svg/paint.ts';

const light =
  '--bg:#f4f6f8;--paper:#fff;--ink:#1f2933;--muted:#55606c;--line:#dfe4e9;--soft:#f4f6f8;--good:#1b6e3c;--bad:#a32018;--warn:#8a5a00;--ai:#5b3a93;--ai-soft:#f6f2fc';
const dark =
  '--bg:#0f1318;--paper:#171c22;--ink:#e6eaef;--muted:#a9b4c0;--line:#313a44;--soft:#1e252d;--good:#6fd195;--bad:#ff9b93;--warn:#f0c060;--ai:#c9aef5;--ai-soft:#221c2e';

export const htmlStyles = `
:root{${light};color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 ${chartFont};font-variant-numeric:tabular-nums;overflow-wrap:anywhere;word-break:keep-all}
main{max-width:960px;margin:24px auto;background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:32px 40px 24px}
.head{display:flex;gap:16px;justify-content:space-between;align-items:flex-start;flex-wrap:wrap}
.kind{margin:0 0 4px;color:var(--muted);font-size:14px}
h1{margin:0;font-size:27px;line-height:1.25;letter-spacing:-.01em}
.subtitle{margin:6px 0 0;font-size:17px}
h2{margin:36px 0 12px;font-size:19px;padding-bottom:6px;border-bottom:2px solid var(--line)}
h3{margin:20px 0 8px;font-size:16px}
.status{margin:0;padding:6px 16px;border:2px solid currentColor;border-radius:999px;font-weight:700;font-size:17px;white-space:nowrap}
.tone-good{color:var(--good)}.tone-bad{color:var(--bad)}.tone-warn{color:var(--warn)}.tone-neutral{color:var(--muted)}
.mark{margin-right:.4em}
dl{margin:0}
.identity{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:8px 24px;margin:20px 0;padding:14px 16px;background:var(--soft);border-radius:8px;font-size:14px}
.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:0 28px;margin-bottom:12px}
.fields>div{display:flex;gap:12px;justify-content:space-between;padding:7px 0;border-bottom:1px solid var(--line)}
dt{color:var(--muted);flex-shrink:0;max-width:60%}dd{margin:0}
.fields dd{text-align:right;font-weight:600}
.identity dt{font-size:12.5px}.identity dd{font-weight:600}
.metrics{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:4px 0 16px}
.metrics>div{border:1px solid var(--line);border-radius:8px;padding:10px 14px}
.metrics dt{font-size:13.5px}.metrics dd{font-size:22px;font-weight:700;line-height:1.3}
.metrics small{display:block;font-size:12.5px;font-weight:400;color:var(--muted)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:15px}
th,td{overflow-wrap:break-word;text-align:left;padding:7px 10px;border-bottom:1px solid var(--line);vertical-align:top}
th{font-size:13.5px;color:var(--muted);font-weight:600;border-bottom:2px solid var(--line);white-space:nowrap}
.num{text-align:right}
td.num{white-space:nowrap}
.sign td{height:52px;vertical-align:middle}.blank{min-width:150px;border-bottom:1px solid var(--ink)}
figure{margin:8px 0 16px}
.chart{overflow-x:auto}.chart svg{min-width:560px}.narrow{display:none}.narrow svg{min-width:0}
figcaption,.empty{color:var(--muted);font-size:14.5px}
.note{white-space:pre-line;margin:10px 0;padding:10px 14px;border:1px solid var(--line);border-left:4px solid currentColor;border-radius:6px;background:var(--soft);font-size:15px}
.decision{border:1px solid var(--line);border-left:5px solid currentColor;border-radius:8px;padding:14px 18px;margin:10px 0}
.decision dl,.decision blockquote{color:var(--ink)}
.outcome{margin:0 0 6px;font-size:19px;font-weight:700}
blockquote{margin:12px 0 0;white-space:pre-wrap}
.prose{margin:0;white-space:pre-wrap}
.ai{border:1px dashed var(--ai);background:var(--ai-soft);border-radius:8px;padding:12px 16px}
.ai-mark{margin:0 0 6px;color:var(--ai);font-weight:700;font-size:14px}
.fact{border-bottom:1px dotted currentColor;cursor:help}
footer{margin-top:40px;padding-top:12px;border-top:1px solid var(--line);display:flex;gap:4px 24px;flex-wrap:wrap;justify-content:space-between;color:var(--muted);font-size:12.5px}
.sum{font-family:ui-monospace,Consolas,monospace;word-break:break-all}
@media screen and (max-width:640px){.wide{display:none}.narrow{display:block}}
@media (max-width:640px){main{margin:0;border:0;border-radius:0;padding:20px 16px}h1{font-size:23px}.fields{grid-template-columns:1fr}}
@page{size:A4;margin:16mm 14mm}
@media print{:root{${light}}body{background:#fff;font-size:11pt}main{max-width:none;margin:0;border:0;padding:0}.chart svg{min-width:0}h2{break-after:avoid}figure,.decision,.ai,tr{break-inside:avoid}thead{display:table-header-group}}
${chartStyles}`;
