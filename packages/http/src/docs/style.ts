/** The page's style sheet. Its hash is in the page's policy, so it stands in the page as it is. */
export const style = `
:root {
  color-scheme: light dark;
  --bg: light-dark(#f7f6f3, #111418);
  --surface: light-dark(#ffffff, #191d22);
  --sunken: light-dark(#f1efea, #14171b);
  --line: light-dark(#e7e4dd, #282d34);
  --line2: light-dark(#d6d2c9, #363c45);
  --text: light-dark(#1c2025, #ecedee);
  --text2: light-dark(#525860, #b4b9c0);
  --text3: light-dark(#676c74, #949aa3);
  --accent: light-dark(#4348a8, #a9aef7);
  --accent-soft: light-dark(#edeefa, #262a45);
  --income: light-dark(#0a6b78, #5cc6d0);
  --income-soft: light-dark(#e0f1f2, #15313a);
  --near: light-dark(#845400, #e9b949);
  --near-soft: light-dark(#fbf0d8, #352b14);
  --over: light-dark(#ae1f4b, #ff8fa9);
  --over-soft: light-dark(#fbe6ec, #3c1b26);
  --copper: light-dark(#b8652e, #e0a070);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
*, ::before, ::after { box-sizing: border-box; }
* { margin: 0; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  background: var(--bg);
  color: var(--text);
  font: 0.9375rem/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", sans-serif;
  font-variant-numeric: tabular-nums;
  overflow-wrap: break-word;
}
ul, dl { margin: 0; padding: 0; list-style: none; }
dd { margin: 0; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; text-decoration-color: color-mix(in srgb, currentcolor 35%, transparent); }
a:hover { text-decoration-color: currentcolor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 5px; }
code { font-family: var(--mono); font-size: 0.875em; }
a code { white-space: nowrap; }
h1 { font-size: 2.125rem; line-height: 1.18; font-weight: 620; letter-spacing: -0.032em; text-wrap: balance; }
h2 { font-size: 1.5rem; line-height: 1.25; font-weight: 620; letter-spacing: -0.025em; }
h3 { font-size: 1.125rem; line-height: 1.35; font-weight: 620; letter-spacing: -0.01em; }
h3 a, .name a { color: inherit; text-decoration: none; }
h3 a:hover { text-decoration: underline; text-decoration-color: var(--line2); }
h4 { margin: 1.5rem 0 0.375rem; font-size: 0.8125rem; line-height: 1.4; font-weight: 600; color: var(--text2); }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; border-radius: 10px; background: var(--surface); z-index: 1; }
.skip:focus { top: 1rem; }

nav { padding: 1.5rem 1rem; font-size: 0.875rem; line-height: 1.3; }
nav .name { padding: 0 0.75rem; font-size: 1.0625rem; font-weight: 620; }
nav .name a { display: inline-flex; gap: 0.625rem; align-items: center; }
.logo { width: 1.5rem; height: 1.5rem; }
.logo .quarter { fill: var(--copper); }
nav > ul { margin-top: 1.25rem; }
nav > ul > li > a { font-weight: 570; color: var(--text); }
nav li li a { color: var(--text2); padding-left: 1.5rem; }
nav li a { display: flex; align-items: baseline; justify-content: space-between; gap: 0.5rem; padding: 0.3125rem 0.75rem; border-radius: 8px; text-decoration: none; }
nav li a:hover { background: var(--accent-soft); color: var(--accent); }
nav li ul { margin-bottom: 0.5rem; }
nav .method { padding: 0; background: none; font-size: 0.6875rem; font-weight: 550; }

main { padding: 2.5rem 2rem 6rem; max-width: 74rem; min-width: 0; }
.lead { margin-top: 0.75rem; max-width: 42rem; font-size: 1.0625rem; color: var(--text2); }
section { margin-top: 4rem; }
h1 ~ section:first-of-type { margin-top: 2.5rem; }
.prose { max-width: 42rem; }
.prose > * + * { margin-top: 0.75rem; }
section > .prose { margin-top: 0.75rem; }
.overview { margin-top: 1rem; border-top: 1px solid var(--line); }
.overview li { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.4375rem 0; border-bottom: 1px solid var(--line); }
.overview a { flex: 0 0 7.5rem; font-weight: 570; text-decoration: none; }
.overview a:hover { text-decoration: underline; }
.overview span { color: var(--text2); }

.operation, .shape { margin-top: 1rem; padding: 1.5rem; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); }
.overview + .operation { margin-top: 1.5rem; }
.columns { display: grid; gap: 1.5rem 2rem; grid-template-columns: minmax(0, 1fr); }
.columns { margin-top: 0.75rem; }
.operation { display: grid; gap: 1.5rem 2rem; grid-template-columns: minmax(0, 1fr); }
.operation:target, .shape:target, .error:target { border-color: var(--accent); }
.shape h3 { margin-bottom: 0.5rem; }
.place { margin: 0.375rem 0 0.75rem; }
.method { padding: 0.0625rem 0.4375rem; border-radius: 6px; font-size: 0.75rem; font-weight: 650; letter-spacing: 0.02em; }
.get { color: var(--income); background: var(--income-soft); }
.post { color: var(--accent); background: var(--accent-soft); }
.put, .patch { color: var(--near); background: var(--near-soft); }
.delete { color: var(--over); background: var(--over-soft); }
.aside { margin-top: 0.375rem; font-size: 0.8125rem; color: var(--text2); }
.aside a { color: inherit; white-space: nowrap; }
.shared a { font: 0.75rem var(--mono); text-decoration: none; }
.shared a:hover { text-decoration: underline; }
.aside a:hover { color: var(--accent); }
.status { font-weight: 650; }

.members > div, .words > div { padding: 0.5rem 0; border-top: 1px solid var(--line); }
.members > div:first-child { border-top: 0; padding-top: 0.125rem; }
.members dt { display: inline; margin-right: 0.625rem; }
.members dt code { font-size: 0.875rem; font-weight: 600; }
.members .above { font-weight: 400; color: var(--text3); }
.members .type { display: inline; color: var(--text2); font-size: 0.8125rem; }
.members dd:not(.type) { margin-top: 0.125rem; font-size: 0.875rem; color: var(--text2); }
.mark { font-size: 0.75rem; font-weight: 600; color: var(--text3); }
.required { color: var(--near); }
.words { margin-top: 1rem; }
.words dt { font-weight: 600; }
.words dd { max-width: 42rem; color: var(--text2); }

.codes { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.codes a { display: block; padding: 0.125rem 0.5rem; border: 1px solid var(--line2); border-radius: 8px; font-size: 0.8125rem; color: var(--text); text-decoration: none; }
.codes a:hover { border-color: var(--accent); color: var(--accent); }

.samples { min-width: 0; }
.code { border-radius: 10px; border: 1px solid var(--line); background: var(--sunken); overflow: hidden; }
.code + .code { margin-top: 0.75rem; }
.code figcaption { padding: 0.375rem 0.875rem; border-bottom: 1px solid var(--line); font-size: 0.75rem; font-weight: 600; color: var(--text2); }
.code pre { padding: 0.75rem 0.875rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.75rem/1.65 var(--mono); }
.code pre code { font: inherit; }

.errors { margin-top: 1.5rem; display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
.errors + h3 { margin-top: 2rem; }
.error { padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); font-size: 0.875rem; }
.error h3 { font: 600 0.9375rem/1.4 var(--mono); letter-spacing: 0; }
.error .again { margin: 0.125rem 0 0.5rem; font-size: 0.8125rem; color: var(--text3); }
.error .safe { font-weight: 600; color: var(--income); }

@media (min-width: 64rem) {
  body { display: grid; grid-template-columns: 15rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border-right: 1px solid var(--line); }
  main { padding: 3rem 2.5rem 8rem; }
  .overview { display: none; }
  h2 + .overview + .operation { margin-top: 1rem; }
  .operation, .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 29rem); }
  .operation .samples { position: sticky; top: 1rem; align-self: start; }
  .shape .members > div { display: grid; gap: 0 1.5rem; grid-template-columns: minmax(0, 14rem) minmax(0, 1fr); }
  .shape .members dd { grid-column: 2; }
  .words > div { display: grid; gap: 0 1.5rem; grid-template-columns: 11rem minmax(0, 1fr); }
  .words dd { grid-column: 2; }
}
@media (max-width: 63.99rem) {
  nav { padding: 1.25rem 1rem; border-bottom: 1px solid var(--line); }
  nav .name { padding: 0 0.25rem; }
  nav > ul { display: flex; flex-wrap: wrap; gap: 0.375rem; margin-top: 1rem; }
  nav > ul > li > a { padding: 0.5rem 0.75rem; border: 1px solid var(--line2); border-radius: 10px; background: var(--surface); }
  nav li ul { display: none; }
}
@media (max-width: 40rem) {
  main { padding: 1.75rem 1rem 4rem; }
  .operation, .shape { padding: 1.125rem; }
  h1 { font-size: 1.75rem; }
}
@media print {
  :root { color-scheme: light; --bg: #ffffff; }
  body { display: block; font-size: 10pt; }
  nav, .skip { display: none; }
  main { max-width: none; padding: 0; }
  .overview { display: block; }
  .operation, .columns { display: block; }
  .operation .samples { position: static; margin-top: 1rem; }
  .operation, .shape, .error { border: 0; border-top: 1px solid var(--line2); border-radius: 0; padding: 1rem 0; }
  .code, .error, .members > div, .words > div, li { break-inside: avoid; }
  h2, h3, h4 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;
