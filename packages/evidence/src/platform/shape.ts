/**
 * Tests of parsed JSON against a shape. Small on purpose: the verifier's page carries them, and a statement is read
 * whole or refused whole, so nobody asks which member was at fault.
 */
export type Shape = (value: unknown) => boolean

type Members = { readonly [name: string]: Shape }

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text that is not empty. */
export const text: Shape = (value) => typeof value === 'string' && value !== ''

/** A text that matches; anchor the pattern. */
export const matching =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value)

/** One of these values. */
export const oneOf =
  (...values: readonly unknown[]): Shape =>
  (value) =>
    values.includes(value)

/** A whole number that is safe in every language with doubles, within these bounds. */
export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Shape =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most

/** What must not be there. */
export const absent: Shape = () => false

export const flag: Shape = (value) => typeof value === 'boolean'

/** An array of at most `most` such elements. */
export const listOf =
  (element: Shape, most: number): Shape =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(element)

/** An array of exactly these elements. */
export const tuple =
  (...elements: readonly Shape[]): Shape =>
  (value) =>
    Array.isArray(value) &&
    value.length === elements.length &&
    elements.every((element, index) => element(value[index]))

/** An object that maps at most `most` names that match to such values. */
export const mapOf =
  (name: RegExp, member: Shape, most: number): Shape =>
  (value) => {
    const entries = isObject(value) ? Object.entries(value) : undefined
    return (
      entries !== undefined &&
      entries.length <= most &&
      entries.every(([each, held]) => name.test(each) && member(held))
    )
  }

const membersFit = (
  value: { readonly [name: string]: unknown },
  required: Members,
  optional: Members,
): boolean =>
  Object.entries(required).every(([name, member]) => Object.hasOwn(value, name) && member(value[name])) &&
  Object.entries(optional).every(([name, member]) => !Object.hasOwn(value, name) || member(value[name]))

/** An object with these members and whatever others. */
export const objectWith =
  (required: Members, optional: Members = {}): Shape =>
  (value) =>
    isObject(value) && membersFit(value, required, optional)

/** An object with these members and no other. */
export const objectOf =
  (required: Members, optional: Members = {}): Shape =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((name) => Object.hasOwn(required, name) || Object.hasOwn(optional, name)) &&
    membersFit(value, required, optional)
