import { type CustomTypesConfig, types } from 'pg'

const { BOOL, BYTEA, INT2, INT4, INT8, NUMERIC } = types.builtins

const toNumber = (text: string): number => {
  const value = Number(text)
  // A number that JavaScript cannot hold would come back as its neighbour.
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    throw new RangeError('a number of the database is beyond 2^53')
  return value
}

const toBytes = (text: string): Uint8Array => Buffer.from(text.slice(2), 'hex')

/** Values as SQLite gives them: numbers as numbers, bytes as bytes, truth as 0 and 1, everything else as text. */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [INT2, toNumber],
  [INT4, toNumber],
  [INT8, toNumber],
  [NUMERIC, toNumber],
  [BYTEA, toBytes],
  [BOOL, (text) => (text === 't' ? 1 : 0)],
])

const asIs = (text: string): string => text

/** How a connection reads what PostgreSQL sends, always as text. */
export const VALUE_TYPES: CustomTypesConfig = { getTypeParser: (oid: number) => PARSERS.get(oid) ?? asIs }
