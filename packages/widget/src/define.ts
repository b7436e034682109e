import { ConstatChoicesElement } from './choices.ts'
import { ConstatNoticeElement } from './notice.ts'
import { ConstatReceiptElement } from './receipt.ts'

const elements = {
  'constat-choices': ConstatChoicesElement,
  'constat-notice': ConstatNoticeElement,
  'constat-receipt': ConstatReceiptElement,
}

// A second script, or a page that bundles its own copy, must not throw (widget.md §3, "Double load").
for (const [name, element] of Object.entries(elements)) {
  const there = customElements.get(name)
  if (!there) customElements.define(name, element)
  else if (!('version' in there) || there.version !== element.version)
    globalThis.console.warn(`<${name}> is there in another version than ${element.version}: load one script.`)
}
