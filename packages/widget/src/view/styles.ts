import { css } from 'lit'

/**
 * The one sheet of the shadow root. `all: initial !important` on the host beats every rule of the page, since among
 * important declarations the inner context wins (CSS Cascade 5 §6.1); what an ancestor does is observed instead.
 */
export const styles = css`
  :host {
    all: initial !important;
    display: block !important;
    color-scheme: inherit !important;
    visibility: inherit !important;
    box-sizing: border-box !important;
    margin-block: 1rem !important;
    font: 400 max(16px, 1rem) / 1.5 var(--constat-font-family, system-ui, sans-serif) !important;
    color: var(--text) !important;
    overflow-wrap: break-word !important;
    --text: light-dark(#161616, #f2f2f2);
    --soft: light-dark(#4a4a4a, #c8c8cc);
    --line: light-dark(#8a8a8f, #85858c);
    --accent: var(--constat-accent, light-dark(#1d4a94, #a6c4ff));
  }
  * {
    box-sizing: border-box;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .notice {
    padding: 1em 1.25em;
    border: 1px solid var(--line);
    border-radius: var(--constat-radius, 6px);
    background: light-dark(#fff, #1b1b1f);
  }
  /* Floated, a legend stands inside its border instead of on it. */
  .notice > legend {
    float: inline-start;
    inline-size: 100%;
    padding: 0 0 0.5em;
    font-weight: 600;
  }
  .notice > legend + * {
    clear: both;
  }
  .question legend {
    padding: 0;
    margin-block-end: 0.5em;
  }
  p {
    margin: 0.5em 0;
  }
  p,
  label,
  .question legend {
    max-inline-size: 70ch;
  }
  p[data-shown] {
    white-space: pre-line;
  }
  ul {
    margin: 0.25em 0;
    padding-inline-start: 1.25em;
  }
  .question {
    margin-block: 1em;
  }
  .question + .question {
    padding-block-start: 1em;
    border-block-start: 1px solid light-dark(#dcdce0, #3c3c42);
  }
  .row {
    display: flex;
    gap: 0.75em;
    align-items: flex-start;
  }
  input {
    flex: none;
    inline-size: 24px;
    block-size: 24px;
    margin: 0;
    accent-color: var(--accent);
  }
  label {
    flex: 1;
  }
  .answers {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.75em;
    max-inline-size: 26em;
  }
  .answers .row {
    align-items: center;
    padding-inline-start: 0.75em;
    border: 1px solid var(--line);
    border-radius: var(--constat-radius, 6px);
  }
  .answers label {
    padding-block: 0.6em;
  }
  .who {
    margin-block-start: 0.4em;
    color: var(--soft);
    font-size: 0.9375em;
  }
  .who :is(ul, li) {
    display: inline;
    padding: 0;
  }
  .who li:not(:last-child)::after {
    content: ', ';
  }
  .row + .who {
    margin-inline-start: calc(24px + 0.8em);
  }
  details {
    margin-block-start: 0.5em;
  }
  details p,
  details ul {
    font-size: 0.9375em;
    color: var(--soft);
  }
  summary {
    min-block-size: 24px;
    inline-size: fit-content;
    padding-block: 0.15em;
    color: var(--accent);
    cursor: pointer;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
    border-radius: 2px;
  }
  .error,
  .status {
    margin: 0;
    font-weight: 600;
  }
  .status:has(a) {
    margin-block-start: 1em;
  }
  .error {
    color: light-dark(#b1200b, #ffa799);
  }
  @media print {
    details::details-content {
      display: block;
      block-size: auto;
      content-visibility: visible;
    }
  }
`
