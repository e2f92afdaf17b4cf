/** The style of the reference page. It stands within the page, which so needs nothing else. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --ink: #1d1d1b; --soft: #5b5b57; --line: #d9d7d0; --paper: #fdfcf9; --code: #f2f0ea; --link: #0b5394; --get: #1b6e3c; --put: #8a5300; --post: #0b5394; --delete: #a3201d; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe6; --soft: #aeaca4; --line: #3d3c38; --paper: #191917; --code: #262522; --link: #8ab8e6; --get: #7fcf9b; --put: #e3b26a; --post: #8ab8e6; --delete: #f0928f; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
a { color: var(--link); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
header, main, nav { padding: 1rem 1.25rem; }
header p { margin: .5rem 0; max-width: 48rem; color: var(--soft); }
h1 { margin: 0; font-size: 1.9rem; }
h2 { margin: 2.5rem 0 .5rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
h3 { margin: 2.25rem 0 .25rem; font-size: 1.1rem; }
h4 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
nav ul { list-style: none; margin: .25rem 0 1rem; padding: 0; }
nav li { margin: .15rem 0; font-size: .9rem; }
nav strong { font-size: .95rem; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875em; }
code { background: var(--code); padding: .1em .3em; border-radius: 3px; }
pre { background: var(--code); padding: .75rem 1rem; border-radius: 4px; overflow-x: auto; }
pre code { padding: 0; background: none; }
.method { font: 700 .8rem ui-monospace, Menlo, Consolas, monospace; margin-right: .5rem; }
.get { color: var(--get); } .put { color: var(--put); } .post { color: var(--post); } .delete { color: var(--delete); }
.key { font-size: .8rem; border: 1px solid var(--line); border-radius: 3px; padding: 0 .35em; margin-left: .5rem; color: var(--soft); font-weight: 400; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); }
td:first-child { white-space: nowrap; }
td:nth-child(2) { width: 16rem; }
.type { color: var(--soft); }
.note { color: var(--soft); font-size: .9em; }
details { margin: .5rem 0; border-left: 3px solid var(--line); padding-left: .75rem; }
summary { cursor: pointer; padding: .25rem 0; }
@media (min-width: 64rem) {
  .page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border-right: 1px solid var(--line); }
  main { max-width: 62rem; padding: 1rem 2rem 4rem; }
}
@media print { nav, .skip { display: none; } details > * { display: block; } }
`;
