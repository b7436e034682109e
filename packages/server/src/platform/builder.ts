import SchemaBuilder from '@pothos/core'
import ScopeAuthPlugin, { type AuthFailure } from '@pothos/plugin-scope-auth'
import SubGraphPlugin from '@pothos/plugin-sub-graph'
import type { Context, Scope } from './context.ts'
import { missingScope } from './missing-scope.ts'

type SchemaTypes = {
  Context: Context
  AuthScopes: { scope: Scope; authenticated: boolean }
  SubGraphs: 'Site' | 'Api'
  DefaultFieldNullability: false
  DefaultInputFieldRequiredness: true
  Scalars: {
    ID: { Input: string; Output: string }
    DateTimeISO: { Input: Date; Output: Date }
    Date: { Input: string; Output: string }
    Locale: { Input: string; Output: string }
    URL: { Input: URL; Output: URL | string }
    JSON: { Input: unknown; Output: unknown }
    Sha256: { Input: string; Output: string }
    Position: { Input: number; Output: number }
    Jws: { Input: string; Output: string }
  }
}

const scopesIn = (failure: AuthFailure): string[] => {
  if ('failures' in failure) return failure.failures.flatMap(scopesIn)
  return 'parameter' in failure ? [String(failure.parameter)] : []
}

/** The one builder: two graphs come from it, and a type or field is in the Site graph only where it says so. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ScopeAuthPlugin, SubGraphPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  scopeAuth: {
    authScopes: ({ principal }) => ({
      authenticated: true,
      scope: (scope) => principal.scopes.includes(scope),
    }),
    unauthorizedError: (_parent, _context, info, { failure }) =>
      missingScope(info.fieldName, scopesIn(failure)),
  },
  subGraphs: { defaultForTypes: ['Api'], fieldsInheritFromTypes: true },
})

/** Both graphs; the Site graph is what a page's public key reaches. */
export const BOTH: ('Site' | 'Api')[] = ['Site', 'Api']
/** The graph of secret keys alone. */
export const API: ('Site' | 'Api')[] = ['Api']

builder.queryType({ subGraphs: BOTH })
builder.mutationType({ subGraphs: BOTH })
