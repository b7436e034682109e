import { hash } from 'node:crypto'
import type { CodegenConfig } from '@graphql-codegen/cli'

const clientPreset = {
  preset: 'client' as const,
  // Documents are known by their SHA-256: site keys are answered for no others (packages/server/src/platform/documents.ts).
  presetConfig: { fragmentMasking: false, persistedDocuments: true },
  config: {
    documentMode: 'string',
    enumsAsTypes: true,
    enumType: 'string-literal',
    useTypeImports: true,
    importExtension: '.ts',
    emitLegacyCommonJSImports: false,
    scalars: {
      DateTimeISO: 'string',
      Date: 'string',
      PhoneE164: 'string',
      EmailAddress: 'string',
      Sha256: 'string',
      Position: 'string',
      JSON: 'unknown',
      Jws: 'string',
      URL: 'string',
      Locale: 'string',
    },
  },
}

const config: CodegenConfig = {
  generates: {
    'packages/client/src/generated/': {
      ...clientPreset,
      schema: 'packages/server/schema.graphql',
      documents: 'packages/client/src/**/*.graphql',
    },
    'packages/widget/src/generated/': {
      ...clientPreset,
      // A page sends the ids alone, so it carries no text of theirs.
      presetConfig: {
        ...clientPreset.presetConfig,
        persistedDocuments: {
          mode: 'replaceDocumentWithHash' as const,
          // A page loads them: `shortDocumentId` of packages/server/src/platform/documents.ts, to which a test holds them.
          hashAlgorithm: (text: string) => hash('sha256', text).slice(0, 12),
        },
      },
      schema: 'packages/server/schema.site.graphql',
      documents: 'packages/widget/src/**/*.graphql',
    },
  },
}

export default config
