/**
 * Whether every text in a value, the names of members among them, is as it should be; a value that is nested deeper than so
 * many levels is not looked through and is not. For values that were JSON: finds that all is well without building a path.
 */
export const everyText = (value: unknown, holds: (text: string) => boolean, levels: number): boolean => {
  if (typeof value === 'string') return holds(value)
  if (typeof value !== 'object' || value === null) return true
  if (levels < 0) return false
  for (const [name, member] of Object.entries(value))
    if (!holds(name) || !everyText(member, holds, levels - 1)) return false
  return true
}
