import { z } from 'zod'

/** An instant with its offset (RFC 3339), of a day that there is; gives epoch milliseconds. */
export const instant = z.iso
  .datetime({ offset: true, error: 'Give an instant with its offset, as 2026-11-24T10:00:00+01:00.' })
  .transform((text) => Date.parse(text))

/** Epoch milliseconds of such a text; undefined where it is none. */
export const readInstant = (text: string): number | undefined => instant.safeParse(text).data
