import { jwks, makeCertified, NOW, ORIGIN, RECORDED_AT, trustOf } from '../testing/certificates.ts'
import { spoilt, withCheckpoint, withProof } from '../testing/forged.ts'
import { logLine, makeLog } from '../testing/log.ts'
import { certificate, changed, describeRefusals, hashed, trusting, utf8 } from '../testing/refusals.ts'
import { makeStamper } from '../testing/stamps.ts'
import { verifyTimestamp } from '../timestamp/index.ts'

const stamper = makeStamper()
const otherLog = 'other.example.fr/log/1'
const [jwk] = jwks.keys

// Keys found by trying: of one name, both have the key ID dd50ca7a.
const TWINS = ['twin 18119', 'twin 177942']
const twinLine = `— ${ORIGIN} ${Buffer.concat([Buffer.from('dd50ca7a', 'hex'), Buffer.alloc(64)]).toString('base64')}`

const notBefore = async () => {
  // A tree of the same log that no honest one shows.
  const fork = makeLog(ORIGIN)
  fork.grow(50)
  const anchor = { origin: ORIGIN, size: 50, body_sha256: hashed(utf8(fork.body())) }
  const checkpoint = await fork.checkpoint()
  return makeCertified({ facts: { anchor }, parts: { anchor: { checkpoint, timestamps: [] } } })
}

describeRefusals(
  ['log', 'witnesses', 'timestamps', 'bracket'],
  [
    [
      'log',
      'proof-too-large',
      'a long proof',
      () => ({ certificate: withProof(certificate, (proof) => proof.padEnd(95_000, 'A')) }),
    ],
    [
      'log',
      'proof-malformed',
      'another header',
      () => ({ certificate: withProof(certificate, (proof) => proof.replace('@v1', '@v2')) }),
    ],
    [
      'log',
      'proof-index-too-large',
      'an index beyond every tree',
      () => ({
        certificate: withProof(certificate, (proof) =>
          proof.replace(/index \d+/, 'index 99999999999999999999'),
        ),
      }),
    ],
    [
      'log',
      'proof-extra',
      'extra data that nothing signs',
      () => ({
        certificate: withProof(certificate, (proof) => proof.replace('\nindex', '\nextra AAAA\nindex')),
      }),
    ],
    [
      'log',
      'note-too-large',
      'a long checkpoint',
      () => ({ certificate: withProof(certificate, (proof) => proof.padEnd(75_000, 'A')) }),
    ],
    [
      'log',
      'note-malformed',
      'a checkpoint without signatures',
      () => ({ certificate: withProof(certificate, (proof) => proof.slice(0, proof.indexOf('—') - 1)) }),
    ],
    [
      'log',
      'signatures-too-many',
      'a checkpoint of many hands',
      () => ({ certificate: withProof(certificate, (proof) => proof + '— x AAAAAAAA\n'.repeat(64)) }),
    ],
    [
      'log',
      'verifiers-ambiguous',
      'two keys of one name and key ID',
      async () => ({
        certificate: withProof(certificate, (proof) => proof.replace(new RegExp(`— ${ORIGIN}.*`), twinLine)),
        trust: await trustOf({ policy: `${TWINS.map((key) => logLine(ORIGIN, key)).join('')}quorum none\n` }),
      }),
    ],
    [
      'log',
      'checkpoint-malformed',
      'a head that is none',
      async () => ({ certificate: await withCheckpoint(certificate, `${ORIGIN}\nmany\nAAAA\n`) }),
    ],
    [
      'log',
      'checkpoint-size-too-large',
      'a tree beyond 2^53',
      async () => ({
        certificate: await withCheckpoint(certificate, `${ORIGIN}\n99999999999999999\n${'A'.repeat(43)}=\n`),
      }),
    ],
    [
      'log',
      'log-unknown',
      'a log that nobody trusts',
      () => trusting({ policy: `${logLine(otherLog)}quorum none\n` }),
    ],
    [
      'log',
      'log-mismatch',
      'another log than was promised',
      () => makeCertified({ facts: { promise: { log: otherLog, mmd_s: 60 } } }),
    ],
    [
      'log',
      'log-signature-missing',
      'witnesses alone',
      () => ({
        certificate: withProof(certificate, (proof) => proof.replace(new RegExp(`— ${ORIGIN}.*\n`), '')),
      }),
    ],
    [
      'log',
      'checkpoint-signature-invalid',
      'a broken signature of the log',
      () => ({ certificate: withProof(certificate, (proof) => spoilt(proof, `— ${ORIGIN}`)) }),
    ],
    [
      'log',
      'inclusion-invalid',
      'another place',
      () => ({ certificate: withProof(certificate, (proof) => proof.replace(/index \d+/, 'index 2')) }),
    ],
    [
      'log',
      'inclusion-invalid',
      'a hash too many',
      () => ({
        certificate: withProof(certificate, (proof) => proof.replace('\n\n', `\n${'A'.repeat(43)}=\n\n`)),
      }),
    ],
    [
      'witnesses',
      'cosignature-invalid',
      'a broken cosignature',
      () => ({ certificate: withProof(certificate, (proof) => spoilt(proof, '— w2.')) }),
    ],
    [
      'witnesses',
      'cosignature-future',
      'a cosignature from tomorrow',
      () => makeCertified({ cosigners: { w1: NOW / 1000 + 121, w2: RECORDED_AT } }),
    ],
    [
      'witnesses',
      'quorum-not-met',
      'one witness of two',
      () => makeCertified({ cosigners: { w1: RECORDED_AT + 5 } }),
    ],
    [
      'timestamps',
      'timestamp-invalid',
      'a time stamp of something else',
      async () => ({
        ...(await makeCertified({
          stamp: (_, at) => stamper.stamp('else', at),
          trust: { tsaRoots: [stamper.root] },
        })),
        options: { verifyTimestamp },
      }),
    ],
    [
      'timestamps',
      'timestamp-future',
      'a time stamp from tomorrow',
      async () => ({
        ...(await makeCertified({
          stamp: (body) => stamper.stamp(body, NOW / 1000 + 121),
          trust: { tsaRoots: [stamper.root] },
        })),
        options: { verifyTimestamp },
      }),
    ],
    [
      'log',
      'issuer-mismatch',
      'an issuer on another host than its log',
      () => makeCertified({ facts: { iss: 'https://another-operator.example' }, parts: { related: [] } }),
    ],
    [
      'log',
      'issuer-mismatch',
      'an issuer that is no URL',
      () => makeCertified({ facts: { iss: 'proofs.example.fr' }, parts: { related: [] } }),
    ],
    [
      'bracket',
      'anchor-unmatched',
      'an anchor that it does not name',
      () => makeCertified({ facts: { anchor: undefined } }),
    ],
    [
      'bracket',
      'anchor-mismatch',
      'another checkpoint for anchor',
      () =>
        changed({
          anchor: {
            checkpoint: certificate.proof.slice(certificate.proof.indexOf('\n\n') + 2),
            timestamps: [],
          },
        }),
    ],
    ['bracket', 'anchor-not-before', 'an anchor that came later', notBefore],
    [
      'bracket',
      'bracket-empty',
      'an anchor seen after the statement was',
      () => makeCertified({ anchorCosigners: { w1: RECORDED_AT + 7, w2: RECORDED_AT + 8 } }),
    ],
    [
      'bracket',
      'key-not-yet-valid',
      'a key of the future',
      () => trusting({ jwks: JSON.stringify({ keys: [{ ...jwk, nbf: RECORDED_AT + 121 }] }) }),
    ],
    [
      'bracket',
      'key-expired',
      'a key that had expired',
      () => trusting({ jwks: JSON.stringify({ keys: [{ ...jwk, exp: RECORDED_AT + 5 }] }) }),
    ],
  ],
)
