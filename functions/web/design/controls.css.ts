// Buttons, inputs and what stands beside a field. Every target is at least 48 px with 8 px between, for a gloved hand.
export const CONTROLS_CSS = `
.button { display: inline-flex; align-items: center; justify-content: center; gap: 10px; min-height: 52px; padding: 10px 20px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); color: var(--text); font-weight: 600; text-decoration: none; cursor: pointer; touch-action: manipulation; }
.button:hover { background: var(--sunken); color: var(--text); }
.button-primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button-primary:hover { background: var(--accent-hover); border-color: var(--accent-hover); color: var(--on-accent); }
.button-danger { border-color: var(--bad); color: var(--bad); }
.button-danger:hover { background: var(--bad-soft); color: var(--bad); }
.button-small { min-height: var(--target); padding: 6px 14px; font-size: var(--small); }
.button-wide { width: 100%; min-height: 60px; font-size: 1.1875rem; }
.button[aria-disabled=true] { opacity: 0.6; }
.field { display: grid; gap: 8px; min-width: 0; }
.field-label { font-weight: 600; display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; }
legend.field-label { margin-bottom: 6px; }
.field-required { font-size: 0.875rem; font-weight: 600; color: var(--bad); }
.field-help { color: var(--muted); font-size: var(--small); }
.input { width: 100%; min-height: 56px; padding: 10px 14px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); font-size: 1.1875rem; }
textarea.input { min-height: 120px; resize: vertical; line-height: 1.6; }
.input[aria-invalid=true] { border-color: var(--bad); border-width: 2px; padding: 9px 13px; }
.input[data-tolerance=out] { border-color: var(--warn); border-width: 2px; background: var(--warn-soft); }
.input::placeholder { color: var(--muted); opacity: 1; }
.input-unit { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: stretch; }
.input-unit .input { border-radius: var(--radius) 0 0 var(--radius); font-variant-numeric: tabular-nums; }
.unit { display: grid; place-items: center; padding: 0 16px; border: 1px solid var(--line-strong); border-left: 0; border-radius: 0 var(--radius) var(--radius) 0; background: var(--sunken); color: var(--muted); }
.specs { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: var(--small); color: var(--muted); }
.specs div { display: flex; gap: 6px; } .specs dt::after { content: ''; } .specs dd { margin: 0; color: var(--text); font-weight: 600; font-variant-numeric: tabular-nums; }
.field-error, .field-warn, .field-good { display: flex; gap: 8px; align-items: flex-start; font-size: var(--small); font-weight: 600; }
.field-error { color: var(--bad); } .field-warn { color: var(--warn); } .field-good { color: var(--good); }
.field-error .icon, .field-warn .icon, .field-good .icon { margin-top: 2px; }
.field-error ul { display: grid; gap: 4px; }
.options { display: flex; flex-wrap: wrap; gap: 8px; }
.option { position: relative; flex: 1 1 auto; min-width: 96px; }
.option input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.option span { display: flex; align-items: center; justify-content: center; gap: 10px; min-height: 56px; padding: 8px 18px; border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); font-weight: 600; text-align: center; }
.option-mark { display: none; }
.option input:checked + span { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.option input:checked + span .option-mark { display: inline; }
.option input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.option-ok input:checked + span { background: var(--good-soft); border-color: var(--good); color: var(--good); box-shadow: inset 0 0 0 1px var(--good); }
.option-ng input:checked + span { background: var(--bad-soft); border-color: var(--bad); color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.option-ok, .option-ng { flex: 1 1 40%; } .option-ok span, .option-ng span { min-height: 72px; font-size: 1.25rem; }
.check { display: flex; align-items: center; gap: 12px; min-height: 52px; padding: 8px 14px; border: 1px solid var(--line-strong); border-radius: var(--radius); cursor: pointer; font-weight: 600; }
.check input { width: 26px; height: 26px; margin: 0; accent-color: var(--accent); flex: none; }
.field > .button { justify-self: start; }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(108px, 1fr)); gap: 8px; }
.sample { display: grid; gap: 2px; } .sample label { font-size: 0.875rem; color: var(--muted); }
.sample .input { min-height: 52px; padding: 8px 10px; font-variant-numeric: tabular-nums; }
.rows { display: grid; gap: var(--pad); } .rows > fieldset { border: 1px solid var(--line); border-radius: var(--radius); padding: 14px; display: grid; gap: var(--pad); }
.rows > fieldset > legend { font-weight: 600; padding: 0 6px; }
.group { display: grid; gap: 22px; } .group > legend, .group-title { font-size: var(--large); font-weight: 600; margin-bottom: 12px; }
.form { display: grid; gap: 26px; }
.form-foot { position: sticky; bottom: 0; margin: 8px calc(var(--pad) * -1) 0; padding: 12px var(--pad) calc(12px + env(safe-area-inset-bottom)); background: var(--ground); border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 8px; z-index: 5; }
.form-foot > * { flex: 1 1 140px; }
@media (min-width: 1024px) { .beside { position: sticky; top: 24px; } .beside .form-foot { position: static; margin: 0; padding: 0; border: 0; background: none; } }
.filter { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; } .filter .field { flex: 1 1 180px; } .filter .input { min-height: var(--target); font-size: var(--base); padding: 8px 12px; }
`;
