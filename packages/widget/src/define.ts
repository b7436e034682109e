import { ConstatChoicesElement } from './choices.ts'

// A second script, or a page that bundles its own copy, must not throw (widget.md §3, "Double load").
if (!customElements.get('constat-choices')) customElements.define('constat-choices', ConstatChoicesElement)
