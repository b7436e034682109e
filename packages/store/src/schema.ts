/** How the schema of a database differs from the one that this version makes. */
export type SchemaState = {
  /** Migrations that it lacks. */
  readonly missing: readonly string[]
  /** Migrations of a newer version. */
  readonly unknown: readonly string[]
}

const sentence = (state: SchemaState | undefined): string => {
  if (state === undefined) return 'there is no database yet: make it with `constat migrate`.'
  if (state.unknown.length > 0)
    return `the database was migrated by a newer version (${state.unknown.join(', ')}): run that version, or restore a backup of before.`
  return `the database lacks ${state.missing.join(', ')}: back it up, then run \`constat migrate\`.`
}

/** A database that this version does not serve as it is; the message says what to do. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch'
  /** Undefined when there is no database. */
  readonly state: SchemaState | undefined

  constructor(state: SchemaState | undefined) {
    super(sentence(state))
    this.state = state
  }
}
