import { PageElement, setAttribute } from '../element/reflect.ts'

const internals = new WeakMap<Element, ElementInternals>()

/** What the element says to its form; for this package alone, since a page that had it could answer in the person's place. */
export const internalsOf = (field: HTMLElement): ElementInternals => {
  const held = internals.get(field) ?? field.attachInternals()
  internals.set(field, held)
  return held
}

/** A form-associated element with the read-only surface of the platform's own fields (HTML, "Form-associated custom elements"). */
export class NativeField extends PageElement {
  static readonly formAssociated = true

  get form(): HTMLFormElement | null {
    return internalsOf(this).form
  }

  /** As an attribute: frameworks that set a property wherever there is one (React 19) would else fail on it. */
  set form(id: string | null) {
    setAttribute(this, 'form', id)
  }

  get labels(): NodeList {
    return internalsOf(this).labels
  }

  get validity(): ValidityState {
    return internalsOf(this).validity
  }

  get validationMessage(): string {
    return internalsOf(this).validationMessage
  }

  get willValidate(): boolean {
    return internalsOf(this).willValidate
  }

  checkValidity(): boolean {
    return internalsOf(this).checkValidity()
  }

  reportValidity(): boolean {
    return internalsOf(this).reportValidity()
  }
}
