import { PageElement } from '../element/reflect.ts'

let read: (field: NativeField) => ElementInternals

/** A form-associated element with the read-only surface of the platform's own fields (HTML, "Form-associated custom elements"). */
export class NativeField extends PageElement {
  static readonly formAssociated = true

  static {
    read = (field) => field.#internals
  }

  readonly #internals = this.attachInternals()

  get form(): HTMLFormElement | null {
    return this.#internals.form
  }

  get labels(): NodeList {
    return this.#internals.labels
  }

  get validity(): ValidityState {
    return this.#internals.validity
  }

  get validationMessage(): string {
    return this.#internals.validationMessage
  }

  get willValidate(): boolean {
    return this.#internals.willValidate
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity()
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity()
  }
}

/** What the element says to its form; for this package alone, since a page that had it could answer in the person's place. */
export const internalsOf = (field: NativeField): ElementInternals => read(field)
