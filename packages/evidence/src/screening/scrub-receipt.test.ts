import { createHash } from 'node:crypto'
import { array, assert, integer, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { ISSUER, jwks, NOW, ORIGIN, RECORDED_AT, statementKey } from '../testing/certificates.ts'
import { logLine, makeLog, randomOf } from '../testing/log.ts'
import { readTrust } from '../verify.ts'
import {
  appendAnswers,
  createNodeHashing,
  makeScreeningStatement,
  makeScrubReceipt,
  NO_ANSWERS,
  PORTABLE_HASHING,
  readAnswer,
  readScrubReceipt,
  scrubReceiptBytes,
  summaryOf,
  verifyScrubReceipt,
  type AnswerLine,
} from './index.ts'

const SALT = 'AAAAAAAAAAAAAAAAAAAAAA'
const ALLOWED = `{"contact":"+33639980000","legalBasis":"CONSENT","obligations":[],"reasons":["OK_CONSENT_VALID"],"ref":"2","verdict":"ALLOW"}`
const BAD = `{"message":"m","problem":"INVALID_INPUT","ref":"3","rule":"phone-empty"}`

const answersOf = (...lines: readonly string[]): readonly AnswerLine[] =>
  lines.flatMap((line) => readAnswer(line) ?? [])

const sha256 = (...parts: readonly (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

const trustIn = async (keys: unknown = jwks) => {
  const trust = await readTrust({
    policy: `${logLine(ORIGIN)}quorum none\n`,
    jwks: JSON.stringify(keys),
    tsaRoots: [],
  })
  if (!trust.ok) throw new Error(JSON.stringify(trust.issues))
  return trust.value
}

const tree = appendAnswers(NO_ANSWERS, answersOf(ALLOWED, BAD), SALT)
const file = { sha256: 'ab'.repeat(32), bytes: 12 }

const signed = (recordedAt = RECORDED_AT) =>
  makeScreeningStatement(
    {
      iss: ISSUER,
      recordedAt: recordedAt * 1000,
      tenant: 'tnt_1',
      question: {
        channel: 'LIVE_CALL',
        advertiser: 'cuisines',
        purpose: 'COMMERCIAL_PROSPECTING',
        profile: 'strict',
        at: recordedAt,
      },
      position: 7,
      evaluatedAt: recordedAt * 1000,
      answers: summaryOf(tree),
      rules: { version: '0.1.0', sha256: 'cd'.repeat(32) },
      promise: { log: ORIGIN, mmd_s: 60 },
    },
    { file, salt: SALT },
    { key: statementKey, random: randomOf('screening') },
  )

test('the root is that of RFC 6962 over salted answers, and can be made by hand', () => {
  const leaf = (line: string): Buffer => sha256('\0', `{"answer":${line},"salt":"${SALT}"}`)
  expect(summaryOf(tree)).toEqual({
    count: 2,
    root: sha256('\u0001', leaf(ALLOWED), leaf(BAD)).toString('hex'),
    verdicts: { ALLOW: 1 },
    reasons: { OK_CONSENT_VALID: 1 },
    problems: { 'phone-empty': 1 },
  })
})

test('Node hashes as every platform does, in whatever parts the answers come', () => {
  assert(
    property(
      array(string({ unit: 'grapheme' }), { maxLength: 40 }),
      integer({ min: 0, max: 40 }),
      (refs, cut) => {
        const lines = refs.map((ref) => `{"reasons":[],"ref":${JSON.stringify(ref)},"verdict":"DENY"}`)
        const all = answersOf(...lines)
        const portable = appendAnswers(NO_ANSWERS, all, SALT, PORTABLE_HASHING)
        const hashing = createNodeHashing()
        const first = appendAnswers(NO_ANSWERS, all.slice(0, cut), SALT, hashing)
        expect(summaryOf(appendAnswers(first, all.slice(cut), SALT, hashing))).toEqual(summaryOf(portable))
      },
    ),
  )
})

test('what is no answer is none', () => {
  for (const line of ['', 'null', '[]', '{"verdict":"ALLOW"}', '{"problem":"INVALID_INPUT"}', '{"ref":"1"}'])
    expect(readAnswer(line)).toBeUndefined()
})

test('a receipt verifies by its promise, and with a proof by its place in the log', async () => {
  const statement = signed()
  const trust = await trustIn()
  const promised = makeScrubReceipt(statement)
  expect(readScrubReceipt(scrubReceiptBytes(promised))).toEqual(promised)
  expect(await verifyScrubReceipt(promised, trust, NOW)).toMatchObject({
    ok: true,
    value: { file, salt: SALT, entry: undefined, payload: { answers: { count: 2 }, position: 7 } },
  })
  const log = makeLog(ORIGIN)
  log.append('another')
  const index = log.append(statement.jws)
  const logged = makeScrubReceipt(statement, await log.prove(index))
  expect(await verifyScrubReceipt(logged, trust, NOW)).toMatchObject({
    ok: true,
    value: { entry: { index } },
  })
  const other = makeScrubReceipt(statement, await log.prove(0))
  expect(await verifyScrubReceipt(other, trust, NOW)).toEqual({ ok: false, code: 'inclusion-invalid' })
})

test('a server that is trusted for its own log is not heard on another’s, not even by a promise', async () => {
  const elsewhere = await readTrust({
    policy: `${logLine('another.example.com/log/1')}quorum none\n`,
    jwks: JSON.stringify(jwks),
    tsaRoots: [],
  })
  if (!elsewhere.ok) throw new Error(JSON.stringify(elsewhere.issues))
  expect(await verifyScrubReceipt(makeScrubReceipt(signed()), elsewhere.value, NOW)).toMatchObject({
    code: 'issuer-mismatch',
  })
})

test('a key that was replaced counts for what is in the log before its end, and for no promise', async () => {
  const statement = signed()
  const [key] = jwks.keys
  const retiredAt = (index: number) => trustIn({ keys: [{ ...key, retired: { log: ORIGIN, index } }] })
  const log = makeLog(ORIGIN)
  const index = log.append(statement.jws)
  const logged = makeScrubReceipt(statement, await log.prove(index))
  expect(await verifyScrubReceipt(logged, await retiredAt(5), NOW)).toMatchObject({ ok: true })
  expect(await verifyScrubReceipt(logged, await retiredAt(0), NOW)).toMatchObject({ code: 'key-expired' })
  const promised = makeScrubReceipt(statement)
  expect(await verifyScrubReceipt(promised, await retiredAt(5), NOW)).toMatchObject({ code: 'key-expired' })
})

test('nothing that is signed tells a contact or lets one be guessed', () => {
  const { jws, disclosures } = signed()
  const text = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()
  expect(text).not.toContain(file.sha256)
  expect(text).not.toContain(SALT)
  expect(disclosures).toHaveLength(2)
})

test('no character of a receipt can be another', async () => {
  const trust = await trustIn()
  const { sd_jwt } = makeScrubReceipt(signed())
  for (let at = 0; at < sd_jwt.length; at += 11) {
    const other = sd_jwt[at] === 'A' ? 'B' : 'A'
    const changed = `${sd_jwt.slice(0, at)}${other}${sd_jwt.slice(at + 1)}`
    expect((await verifyScrubReceipt({ type: 'scrub-receipt', v: 1, sd_jwt: changed }, trust, NOW)).ok).toBe(
      false,
    )
  }
})
