import { hash, type Hash } from 'node:crypto'
import { canonicalJson } from '@constat/core/canonical'
import {
  makeScreeningStatement,
  makeScrubReceipt,
  SCREENING_COMPLETED,
  summaryOf,
  type AnswerTree,
  type ScreenedFile,
  type ScreeningFacts,
  type ScrubReceipt,
} from '@constat/evidence/screening'
import { ruleSet } from '@constat/law'
import { insertStatement, operatorOf, statementAbout, type TenantScope } from '@constat/store'
import { formatTlogProof } from '@constat/tlog'
import { leafProof } from '../log/leaf-proof.ts'
import { pledgeOf } from '../log/pledge.ts'
import type { Deps } from '../platform/context.ts'
import type { Screening, ScreeningQuestion } from './screen.ts'

/** What a receipt is signed with and where it is kept. */
export type ScrubDeps = Pick<Deps, 'store' | 'keys' | 'clock' | 'random' | 'issuer' | 'witnesses'>

/** A screening that came to its end. */
export type Scrub = {
  readonly question: ScreeningQuestion
  readonly screening: Pick<Screening, 'position' | 'evaluatedAt' | 'at'>
  readonly answers: AnswerTree
  /** Of every answer. */
  readonly salt: string
  /** What was read, byte for byte. */
  readonly file: ScreenedFile
  /** The file that the caller says it was made from. */
  readonly source?: ScreenedFile | undefined
}

/** A receipt and the identifier of its statement. */
export type SignedScrub = { readonly id: string; readonly receipt: ScrubReceipt }

/** A new salt for the answers of a screening. */
export const newSalt = ({ random }: Pick<Deps, 'random'>): string =>
  Buffer.from(random(16)).toString('base64url')

/** The rule set that is applied: the version of its program, and the hash of its provisions (RFC 8785, SHA-256). */
export const appliedRules = (): ScreeningFacts['rules'] => {
  const { version, provisions } = ruleSet()
  return { version, sha256: hash('sha256', canonicalJson(provisions)) }
}

const toSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

const questionOf = (
  { channel, advertiser, purpose, profile, goods, facts }: ScreeningQuestion,
  at: number,
): ScreeningFacts['question'] => ({
  channel,
  advertiser,
  purpose,
  profile,
  at: toSeconds(at),
  ...(goods === null ? {} : { goods }),
  ...(Object.keys(facts).length === 0 ? {} : { facts: JSON.parse(JSON.stringify(facts)) }),
})

/** What the statement of a receipt is stored under: the operator states it, of this tenant's screening. */
const subjectOf = ({ tenantId }: TenantScope, jti: string): string =>
  `${SCREENING_COMPLETED} ${tenantId} ${jti}`

/** Signs what a screening of a tenant came to, and queues the statement for the log. */
export const signScrub = (
  deps: ScrubDeps,
  tenant: TenantScope,
  { question, screening, answers, salt, file, source }: Scrub,
): Promise<SignedScrub> =>
  deps.store.write(async (trx) => {
    const recordedAt = deps.clock()
    const { jti, jws, disclosures } = makeScreeningStatement(
      {
        ...(await pledgeOf(deps, trx, tenant)),
        recordedAt,
        tenant: tenant.tenantId,
        question: questionOf(question, screening.at),
        position: screening.position,
        evaluatedAt: screening.evaluatedAt,
        answers: summaryOf(answers),
        rules: appliedRules(),
      },
      { file, salt, source },
      { key: deps.keys.statement, random: deps.random },
    )
    const statement = { jti, jws, subject: subjectOf(tenant, jti), createdAt: recordedAt }
    await insertStatement(trx, operatorOf(tenant.logId), statement)
    return { id: jti, receipt: makeScrubReceipt({ jws, disclosures }) }
  })

/**
 * That the statement of a receipt is in the log (C2SP tlog-proof); undefined until a published checkpoint covers it, and for
 * an identifier that this tenant has not.
 */
export const proofOfScrub = async (
  deps: Pick<Deps, 'store'>,
  tenant: TenantScope,
  id: string,
): Promise<string | undefined> => {
  const { logId } = tenant
  if (!(await statementAbout(deps.store.reader, logId, subjectOf(tenant, id)))) return undefined
  const proof = await leafProof(deps, operatorOf(logId), id)
  if (!proof.ok) return undefined
  const { index, hashes, checkpoint } = proof.value
  return formatTlogProof({ index, proof: hashes, checkpoint })
}

/** What was read so far as the file of a receipt; the hash goes on. */
export const fileOf = (sha256: Hash, bytes: number): ScreenedFile => ({
  sha256: sha256.copy().digest('hex'),
  bytes,
})
