import type { TrustTexts } from '@constat/evidence/verify'

/** The files of a trust folder; the last two need not be there. */
export const TRUST_FILES = ['tlog-policy.txt', 'jwks.json', 'tsa-roots.pem', 'qualified.pem'] as const
export type TrustFile = (typeof TRUST_FILES)[number]

/** Bytes of the longest file of a trust folder that is read. */
export const MAX_TRUST_BYTES = 2_000_000

/** The texts of a trust folder, as far as they are there. */
export type TrustFolder = { readonly [file in TrustFile]?: string | undefined }

// As browsers rename what is saved twice: `jwks (1).json`.
const COPY = /( \(\d+\)|-\d+)(?=\.\w+$)/

/** Which file of a trust folder bears this name; undefined for any other. */
export const trustFileOf = (name: string): TrustFile | undefined => {
  const plain = name.toLowerCase().replace(COPY, '')
  return TRUST_FILES.find((each) => each === plain)
}

/** What `readTrust` takes; undefined where policy or keys are missing. */
export const trustTextsOf = (folder: TrustFolder): TrustTexts | undefined => {
  const {
    'tlog-policy.txt': policy,
    'jwks.json': jwks,
    'tsa-roots.pem': roots,
    'qualified.pem': qualified,
  } = folder
  if (policy === undefined || jwks === undefined) return undefined
  return {
    policy,
    jwks,
    tsaRoots: roots === undefined ? [] : [roots],
    qualified: qualified === undefined ? [] : [qualified],
  }
}
