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
  --df: var(--da);
  --dr: 6px;
  --t: rgb(from var(--constat-color, var(--dt)) r g b / 1);
  --b: rgb(from var(--constat-background, var(--db)) r g b / 1);
  --a: rgb(from var(--constat-accent, var(--da)) r g b / 1);
  --l: rgb(from var(--constat-border, light-dark(#767676, #8e8e93)) r g b / 1);
  --e: rgb(from var(--constat-error, light-dark(#b1200b, #ffa799)) r g b / 1);
  --f: rgb(from var(--constat-focus, var(--df)) r g b / 1);
  --r: min(var(--constat-radius, var(--dr)), 24px);
  --s: clamp(4px, var(--constat-space, 16px), 48px);
}
:host([hidden]:not([hidden=until-found i])) {
  display: none;
}
:host([theme=light]) {
  color-scheme: light;
}
:host([theme=dark]) {
  color-scheme: dark;
}
:host([theme=dsfr]) {
  --n: Marianne, arial;
  --dt: light-dark(#3a3a3a, #cecece);
  --db: light-dark(#fff, #161616);
  --da: light-dark(#000091, #8585f6);
  --df: #0a76f6;
  --dr: 0px;
}
[part] {
  all: revert;
  direction: inherit;
  unicode-bidi: revert;
}
::selection {
  color: HighlightText;
  background: Highlight;
}
::marker,
::first-line,
::first-letter,
[open]::details-content {
  all: revert;
}
::before,
::after,
:host::before,
:host::after {
  content: none;
}
[dir=ltr] {
  direction: ltr;
}
[dir=rtl] {
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
fieldset,
legend,
ul,
p,
input,
[part=base] {
  min-inline-size: 0;
  max-inline-size: 100%;
  margin: 0;
  padding: 0;
  border: 0;
}
[part=base],
fieldset fieldset [part=choice],
button {
  border: 1px solid var(--l);
  border-radius: var(--r);
  color: var(--t);
  background: var(--b);
}
[part=base] {
  padding: var(--s);
  caret-color: var(--a);
  text-decoration-color: var(--e);
  outline-color: var(--f);
}
[part=legend] {
  float: inline-start;
  inline-size: 100%;
  padding: 0 0 0.5em;
}
[part=legend] + * {
  clear: both;
}
[part=legend],
[part=status] {
  margin: 0;
  font-weight: 600;
}
[part=question],
[part=layer],
[part=error],
p,
legend,
[part=help] {
  margin-block: 0.5em;
}
[part=question] {
  padding-block: calc(var(--s) / 2);
  border-block-end: 1px solid var(--l);
}
p[data-shown] {
  white-space: pre-line;
}
ul {
  padding-inline-start: 1.25em;
}
fieldset fieldset {
  display: flex;
  flex-wrap: wrap;
  gap: 0.75em;
}
[part=choice] {
  display: flex;
  gap: 0.75em;
}
/* As large as each other, beside each other where the words have room. */
fieldset fieldset [part=choice] {
  box-sizing: border-box;
  flex: 1 1 7em;
  max-inline-size: 13em;
  padding: 0.5em 0.75em;
}
input {
  flex: none;
  inline-size: 24px;
  block-size: 24px;
  accent-color: var(--a);
}
/* Who is led to it sees the question above, too. */
[type='radio'] {
  scroll-margin-block-start: 10em;
}
/* So that the observation is told of it; the boxes of yes and no stay alike. */
:checked {
  block-size: 24.02px;
  margin-block-end: -0.02px;
}
fieldset fieldset label {
  flex: 1;
}
[part=help],
[part=layer] {
  font-size: 0.9375em;
}
[part=help] :is(ul, li) {
  display: inline;
  padding: 0;
}
[part=help] li + li::before {
  content: ' · ';
}
[part=help],
[part=summary],
button {
  inline-size: fit-content;
}
[part=summary],
button {
  min-block-size: 24px;
  cursor: pointer;
}
[part=summary],
[part=link] {
  color: var(--a);
}
[part=status] {
  padding-block-start: 0.5em;
}
[part=status] [part=link] {
  display: block;
}
:host(:state(queued)) [part=status]::before,
:host(:state(recorded)) [part=status]::before {
  content: '';
  display: inline-block;
  inline-size: 0.75em;
  block-size: 0.75em;
  margin-inline-end: 0.5em;
  border: 2px dashed;
  border-radius: 1em;
}
:host(:state(recorded)) [part=status]::before {
  inline-size: 0.375em;
  margin-inline-start: 0.25em;
  border-width: 0 2px 2px 0;
  border-style: solid;
  border-radius: 0;
  rotate: 45deg;
}
:host(:state(invalid)) [part=status],
[part=error] {
  font-weight: 600;
  color: var(--e);
}
button {
  padding: 0.5em 1em;
  font: inherit;
}
:focus-visible {
  outline: 3px solid var(--f);
  outline-offset: 2px;
}
slot + p {
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

// What the tokens amount to goes by names that no rule of the page can know: it could else register them (`@property`).
const secret = '--'.concat(String(Math.random()).slice(2))
const TEXT = SHEET.replaceAll(/--(?!constat)/g, secret).replaceAll(/(?<![\s;{}])[;}]/g, '!important$&')

let own: string | undefined

const rulesOf = ({ adoptedStyleSheets }: ShadowRoot): string =>
  adoptedStyleSheets
    .map(({ cssRules, disabled, media }) => [
      disabled,
      media.mediaText,
      Array.from(cssRules, ({ cssText }) => cssText),
    ])
    .join()

const sheets = new WeakMap<Document, CSSStyleSheet>()

/** Gives a shadow root the sheet, made once for a document; a root that moves to another loses it (CSSOM, "adopted style sheets"). */
export const adoptSheet = (root: ShadowRoot): void => {
  const { ownerDocument } = root
  const view = ownerDocument.defaultView
  if (!view) return
  const sheet = sheets.get(ownerDocument) ?? new view.CSSStyleSheet()
  if (!sheets.has(ownerDocument)) sheet.replaceSync(TEXT)
  sheets.set(ownerDocument, sheet)
  root.adoptedStyleSheets = [sheet]
  own ||= rulesOf(root)
}

/** Whether a root has the sheet and no other, as it was made. */
export const isOwnSheet = (root: ShadowRoot): boolean => rulesOf(root) === own
