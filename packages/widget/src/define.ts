import { ConstatChoicesElement } from './choices.ts'
import { ConstatNoticeElement } from './notice.ts'
import { ConstatReceiptElement } from './receipt.ts'

// A second script, or a page that bundles its own copy, must not throw (widget.md §3, "Double load").
for (const element of [ConstatChoicesElement, ConstatNoticeElement, ConstatReceiptElement]) {
  const { tag, version } = element
  // There is none on a server, where applications that render there load this too.
  const registry: CustomElementRegistry | undefined = globalThis.customElements
  const there = registry?.get(tag)
  if (!there) registry?.define(tag, element)
  else if (!('version' in there) || there.version !== version)
    globalThis.console.warn(`<${tag}> is defined twice, here as ${version}: load one script.`)
}
