/**
 * The one sheet of the elements. Every declaration is important, since among important ones the inner context wins (CSS
 * Cascade 5 §6.1): no rule, inline style or `::part()` of the page reaches in, `all: revert` undoes what is not said here. The
 * page speaks through tokens, colours made opaque and lengths kept in bounds; what an ancestor does is observed instead.
 */
const SHEET = `
:host {
  all: initial;
  display: block;
  color-scheme: inherit;
  visibility: inherit;
  margin-block: 1rem;
  font-size: max(16px, 1rem);
  line-height: 1.5;
  font-family: var(--constat-font-family, var(--n));
  overflow-wrap: anywhere;
  --n: system-ui, sans-serif;
  --dt: light-dark(#161616, #f2f2f2);
  --db: light-dark(#fff, #1b1b1f);
  --da: light-dark(#1d4a94, #a6c4ff);
  --dl: light-dark(#767676, #8e8e93);
  --de: light-dark(#b1200b, #ffa799);
  --df: var(--da);
  --dr: 6px;
  --t: rgb(from var(--constat-color, var(--dt)) r g b / 1);
  --b: rgb(from var(--constat-background, var(--db)) r g b / 1);
  --a: rgb(from var(--constat-accent, var(--da)) r g b / 1);
  --l: rgb(from var(--constat-border, var(--dl)) r g b / 1);
  --e: rgb(from var(--constat-error, var(--de)) r g b / 1);
  --f: rgb(from var(--constat-focus, var(--df)) r g b / 1);
  --r: min(var(--constat-radius, var(--dr)), 24px);
  --s: clamp(4px, var(--constat-space, 16px), 48px);
}
:host([theme='light']) {
  color-scheme: light;
}
:host([theme='dark']) {
  color-scheme: dark;
}
:host([theme='dsfr']) {
  --n: Marianne, arial, sans-serif;
  --dt: light-dark(#3a3a3a, #cecece);
  --db: light-dark(#fff, #161616);
  --da: light-dark(#000091, #8585f6);
  --dl: light-dark(#666, #929292);
  --de: light-dark(#ce0500, #ff5655);
  --df: #0a76f6;
  --dr: 0px;
}
[part] {
  all: revert;
  direction: inherit;
  unicode-bidi: revert;
}
[dir='ltr'] {
  direction: ltr;
}
[dir='rtl'] {
  direction: rtl;
}
.plain {
  --t: CanvasText;
  --b: Canvas;
  --a: LinkText;
  --l: CanvasText;
  --e: CanvasText;
  --f: CanvasText;
}
[part='base'] {
  display: block;
  min-inline-size: 0;
  margin: 0;
  padding: var(--s);
  border: 1px solid var(--l);
  border-radius: var(--r);
  color: var(--t);
  background: var(--b);
  caret-color: var(--a);
  text-decoration-color: var(--e);
  outline-color: var(--f);
}
[part='legend'] {
  float: inline-start;
  inline-size: 100%;
  margin: 0 0 0.5em;
  padding: 0;
  font-weight: 600;
}
[part='legend'] + * {
  clear: both;
}
fieldset fieldset {
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 0 calc(var(--s) * 0.75);
  min-inline-size: 0;
  max-inline-size: 26em;
  margin: 0;
  padding: 0;
  border: 0;
}
fieldset fieldset legend {
  padding: 0 0 0.5em;
}
p {
  margin: 0.5em 0;
}
p[data-shown] {
  white-space: pre-line;
}
p,
[for],
legend {
  max-inline-size: 70ch;
}
ul {
  margin: 0.25em 0;
  padding-inline-start: 1.25em;
}
[part='question'] {
  margin-block: var(--s);
}
[part='question'] + [part='question'] {
  padding-block-start: var(--s);
  border-block-start: 1px solid var(--l);
}
[part='choice'] {
  display: flex;
  gap: 0.75em;
  align-items: flex-start;
}
fieldset fieldset [part='choice'] {
  padding: 0 0.75em;
  align-items: center;
  border: 1px solid var(--l);
  border-radius: var(--r);
}
fieldset fieldset label {
  padding-block: 0.6em;
}
label {
  flex: 1;
}
input {
  flex: none;
  inline-size: 24px;
  block-size: 24px;
  margin: 0;
  accent-color: var(--a);
}
[part='help'] {
  margin-block-start: 0.4em;
  font-size: 0.9375em;
}
[part='help'] :is(ul, li) {
  display: inline;
  padding: 0;
}
[part='help'] li:not(:last-child)::after {
  content: ', ';
}
[part='choice'] + [part='help'] {
  margin-inline-start: calc(24px + 0.75em);
}
[part='layer'] {
  margin-block-start: 0.5em;
  font-size: 0.9375em;
}
[part='summary'] {
  min-block-size: 24px;
  inline-size: fit-content;
  color: var(--a);
  cursor: pointer;
}
[part='link'] {
  color: var(--a);
  text-underline-offset: 0.15em;
}
[part='error'],
[part='status'] {
  margin: 0;
  font-weight: 600;
}
:host(:is(:state(queued), :state(recorded))) [part='status'] {
  margin-block-start: 0.75em;
}
[part='status'] [part='link'] {
  display: block;
}
[part='error'] {
  color: var(--e);
}
button {
  min-block-size: 24px;
  padding: 0.5em 1em;
  border: 1px solid var(--a);
  border-radius: var(--r);
  font: inherit;
  color: var(--a);
  background: var(--b);
}
:focus-visible {
  outline: 3px solid var(--f);
  outline-offset: 2px;
}
.quiet {
  position: absolute;
  clip-path: inset(50%);
}
@media print {
  ::details-content {
    display: block;
    block-size: auto;
    content-visibility: visible;
  }
  button {
    display: none;
  }
}
`

let sheet: CSSStyleSheet | undefined

/** The sheet, made once in a page; none is made on a server. */
export const styleSheet = (): CSSStyleSheet => {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(SHEET.replaceAll(';', '!important;'))
  }
  return sheet
}
