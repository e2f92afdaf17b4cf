/** How the element looks. Adopted as a constructed sheet, which no content security policy of a host forbids. */
export const elementStyle = `
:host {
  --_ink: var(--timbao-ink, light-dark(#1d1b18, #ece7dd));
  --_soft: var(--timbao-soft, light-dark(#5b554c, #b3ab9d));
  --_paper: var(--timbao-paper, light-dark(#fff, #1f1d1a));
  --_edge: var(--timbao-edge, light-dark(#8b8375, #857d70));
  --_wash: var(--timbao-wash, light-dark(#f3ece0, #38342e));
  --_accent: var(--timbao-accent, light-dark(#8f1d14, #f4a694));
  --_accent-ink: var(--timbao-accent-ink, light-dark(#fff, #1d1b18));
  --_mark: var(--timbao-mark, light-dark(#ffe79b, #5e4b0d));
  --_mark-ink: var(--timbao-mark-ink, light-dark(#1d1b18, #fff3cd));
  --_radius: var(--timbao-radius, 6px);
  display: block;
  box-sizing: border-box;
  padding: 0.75rem;
  border-radius: var(--_radius);
  background: var(--_paper);
  color: var(--_ink);
  font: 1rem/1.5 var(--timbao-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif);
  color-scheme: var(--timbao-scheme, light dark);
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before { box-sizing: border-box; }
form { position: relative; display: flex; gap: 0.5rem; margin: 0; }
input, button { min-height: 2.75rem; border: 1px solid var(--_edge); border-radius: var(--_radius); font: inherit; }
input { flex: 1; min-width: 0; padding: 0 0.75rem; background: var(--_paper); color: var(--_ink); }
input::placeholder { color: var(--_soft); opacity: 1; }
button { padding: 0 1rem; background: var(--_wash); color: var(--_ink); cursor: pointer; }
button.go { border-color: var(--_accent); background: var(--_accent); color: var(--_accent-ink); }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.choices {
  position: absolute; z-index: 10; inset: calc(100% + 0.25rem) 0 auto; max-height: 20rem; overflow: auto;
  border: 1px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper);
}
ul, ol { margin: 0; padding: 0; list-style: none; }
[role='option'] {
  display: flex; justify-content: space-between; gap: 0.75rem; padding: 0.5rem 0.75rem; cursor: pointer;
}
[role='option'][aria-selected='true'], [role='option']:hover { background: var(--_wash); }
[role='option'] mark { background: none; color: inherit; font-weight: 700; }
.kind, .meta, .kicker { color: var(--_soft); font-size: 0.875rem; }
p { margin: 0.25rem 0; overflow-wrap: anywhere; }
.status { min-height: 1.5rem; margin-top: 0.75rem; }
.hits > li { padding: 0.75rem 0; border-top: 1px solid var(--_edge); }
.title { display: block; color: var(--_accent); font-size: 1.125rem; font-weight: 600; overflow-wrap: anywhere; }
mark { background: var(--_mark); color: var(--_mark-ink); }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { form, .more { display: none; } }
`;
