import type { InputIssue } from '@constat/core/problem'
import type { Said } from '../command/said.ts'
import type { TrustFile } from './trust-files.ts'

type Remedy = { readonly file: TrustFile; readonly said: Said }

const PEM: Said = {
  fr: 'mettez-y des certificats en PEM, de « -----BEGIN CERTIFICATE----- » à « -----END CERTIFICATE----- », chacun précédé au besoin de lignes « TSA-Policy: OID », ou ôtez ce fichier',
  en: 'put certificates in PEM there, from "-----BEGIN CERTIFICATE-----" to "-----END CERTIFICATE-----", each with lines "TSA-Policy: OID" above it if you wish, or take the file away',
}

const REMEDIES: { readonly [member: string]: Remedy } = {
  policy: {
    file: 'tlog-policy.txt',
    said: {
      fr: 'prenez /.well-known/tlog-policy.txt du serveur, sans le modifier',
      en: 'take /.well-known/tlog-policy.txt of the server, unchanged',
    },
  },
  jwks: {
    file: 'jwks.json',
    said: {
      fr: 'prenez /.well-known/jwks.json du serveur, sans le modifier',
      en: 'take /.well-known/jwks.json of the server, unchanged',
    },
  },
  tsaRoots: { file: 'tsa-roots.pem', said: PEM },
  qualified: { file: 'qualified.pem', said: PEM },
}

const placeIn = (member: string, rest: readonly string[]): string =>
  member === 'policy' || member === 'jwks' ? rest.filter((part) => part !== '0').join('/') : ''

/** What is wrong in the files of a trust folder, by file, and what to put there. */
export const trustFault = (issues: readonly InputIssue[]): Said => {
  const parts = issues.map(({ path: [member = '', ...rest], rule }) => {
    const { file, said } = REMEDIES[member] ?? { file: member, said: { fr: '', en: '' } }
    const place = placeIn(member, rest)
    return { at: `${file}${place === '' ? '' : ` (${place})`} [${rule}]`, said }
  })
  return {
    fr: parts.map(({ at, said }) => `${at} : ${said.fr}`).join(' ; '),
    en: parts.map(({ at, said }) => `${at}: ${said.en}`).join('; '),
  }
}
