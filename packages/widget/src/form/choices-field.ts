import { reflect } from '../element/reflect.ts'
import { NativeField } from './native-field.ts'

/** What a tag can say of `<constat-choices>`, as properties. */
export class ChoicesField extends NativeField {
  static readonly observedAttributes = [
    ...reflect(ChoicesField.prototype, [
      'server',
      'site-key',
      'notice',
      'name',
      'phone-field',
      'email-field',
      'theme',
      'deliver',
      'required',
      'disabled',
    ]),
    'lang',
  ]

  /** URL of the GraphQL endpoint; without one the form alone carries the answers. */
  declare server: string | null
  /** The site's public key; the server binds it to the site's origins. */
  declare siteKey: string | null
  /** Key of the notice; its latest published version in the page's language is shown. */
  declare notice: string | null
  /** What the form's entries are named after; `choices` without it. */
  declare name: string | null
  /** Name of the field that holds the phone number, where autofill token, type and name do not tell. */
  declare phoneField: string | null
  /** Name of the field that holds the e-mail address, where autofill token, type and name do not tell. */
  declare emailField: string | null
  /** `auto` (as without it), `light`, `dark` or `dsfr`. */
  declare theme: string | null
  /** `manual` sends when `record()` is called, not at submit. */
  declare deliver: string | null
  /** An answer is required to every yes or no, never a yes. */
  declare required: boolean
  /** As on native fields. */
  declare disabled: boolean
}
