/** Sizes and indexes are safe integers from 0 to 2^53 − 1. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/**
 * Holds a caller to a size or index that can be.
 *
 * @throws RangeError when it is no integer from 0 to `most`.
 */
export const requireCount = (name: string, value: number, most: number = Number.MAX_SAFE_INTEGER): void => {
  if (!isCount(value) || value > most)
    throw new RangeError(`${name} must be an integer from 0 to ${most}, and not ${value}.`)
}

/** The number that these ASCII digits are, without leading zeroes, or undefined for any other text and beyond 2^53 − 1. */
export const parseCount = (text: string): number | undefined => {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return undefined
  const value = Number(text)
  return isCount(value) ? value : undefined
}
