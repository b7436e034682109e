import type { CodegenConfig } from '@graphql-codegen/cli'

const clientPreset = {
  preset: 'client' as const,
  presetConfig: { fragmentMasking: false },
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
      schema: 'packages/server/schema.site.graphql',
      documents: 'packages/widget/src/**/*.graphql',
    },
  },
}

export default config
