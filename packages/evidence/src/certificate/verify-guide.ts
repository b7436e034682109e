import { parseDisclosure } from '../disclosure/disclosure.ts'
import { parseCanonical } from '../platform/text.ts'
import { fromBase64url } from '../platform/base64url.ts'
import type { Certificate, CertificateTimestamp } from './certificate.ts'
import { splitSdJwt } from './sd-jwt.ts'

/** The name, without its ending, of the files of a time stamp: `checkpoint`, then `checkpoint-2`… */
export const stampName = (name: string, at: number): string => (at === 0 ? name : `${name}-${String(at + 1)}`)

// What may stand in a heading or a command of the guide: whatever else an issuer wrote is left out.
const plain = (text: string): string => text.replaceAll(/[^\w.-]/g, '')

const kidOf = (jws: string): string => {
  const header = parseCanonical(fromBase64url(jws.split('.')[0] ?? '') ?? new Uint8Array())
  return typeof header === 'object' && header !== null && 'kid' in header && typeof header.kid === 'string'
    ? plain(header.kid)
    : ''
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trim()}\n\`\`\``

// A line for each key, without what lies deeper in it; the key of this statement is the one of its kid.
const signature = (kid: string): string => String.raw`
X=$(tr -d '[:space:]' < key.json | sed 's/:{[^{}]*}//g' | tr '{' '\n' | sed -n '/"kid":"${kid}"/s/.*"x":"\([^"]*\)".*/\1/p')
[ -n "$X" ] || echo "key.json does not hold the key ${kid}"
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; printf '%s=' "$X" | tr '_-' '/+' | base64 -d; } > key.der
printf '%s' "$(cut -d. -f1,2 statement.jws)" > signing-input
printf '%s==' "$(cut -d. -f3 statement.jws)" | tr '_-' '/+' | base64 -d > signature
openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signing-input -sigfile signature
`

// In a shell of its own: what ends it leaves the reader's terminal open.
const DISCLOSURES = String.raw`
(
P=$(cut -d. -f2 statement.jws | tr '_-' '/+'); while [ $(( ${'$'}{#P} % 4 )) -ne 0 ]; do P="$P="; done
printf '%s' "$P" | base64 -d > payload.json
while read -r D; do
  H=$(printf '%s' "$D" | openssl dgst -sha256 -binary | base64 | tr '/+' '_-' | tr -d '=')
  grep -q "\"$H\"" payload.json || { echo "NOT in the statement: $D"; exit 1; }
  while [ $(( ${'$'}{#D} % 4 )) -ne 0 ]; do D="$D="; done
  printf '%s' "$D" | tr '_-' '/+' | base64 -d; echo
done < disclosures.txt
)
`

const ENTRY = `
openssl dgst -sha256 -binary statement.jws | cmp - entry.bin && echo "the entry is the statement's"
`

const NOTICE = String.raw`
grep -q "\"sha256\":\"$(openssl dgst -sha256 -r notice.json | cut -d' ' -f1)\"" payload.json && echo "the notice is the one that was named"
`

const GO = `
GO111MODULE=off GOPATH=/usr/share/gocode go run check.go "$(cat log.vkey)" proof.tlog-proof entry.bin
`

// What was stamped is taken out of the proof, whose checkpoint the section before verified: a file beside it could be that
// of another checkpoint. It is the text of the signed note: from the proof's empty line to the next.
const BODY = String.raw`
awk '/^$/ { part++; next } part == 1' proof.tlog-proof > checkpoint.body
`

const stampCommand = ({ chain_pem: chain }: CertificateTimestamp, at: number): string => {
  const name = stampName('checkpoint', at)
  const untrusted = chain.length > 0 ? ` -untrusted ${name}.tsa-chain.pem` : ''
  return `openssl ts -verify -token_in -data checkpoint.body -in ${name}.tsr -CAfile tsa-root.pem${untrusted}`
}

/**
 * How to verify the files of a certificate's ZIP by hand, in Markdown: with `openssl`, and with Go's `sumdb/note` and
 * `sumdb/tlog`, which we did not write.
 */
export const verifyGuide = (certificate: Certificate): string => {
  const { jws = '', disclosures = [] } = splitSdJwt(certificate.sd_jwt) ?? {}
  const names = disclosures.map((each) => plain(parseDisclosure(each)?.name ?? '')).join(', ')
  const kid = kidOf(jws)
  const hasStamp = certificate.timestamps.length > 0
  return `# Verify this certificate by hand

\`certificate.json\` is the certificate; the other files are the same bytes, one piece each. Run the commands in this
folder, in order. They show what programs that we did not write can show; \`constat verify certificate.json\` checks all of
it and says what is proved, what is only claimed, and what is not covered.

Get ${hasStamp ? 'three' : 'two'} things from a source that you trust, not from this folder, and put them here:

- \`key.json\`: the public key of the statement (a JWK, RFC 8037): the server's \`/.well-known/jwks.json\`, whole, or the one
  key in it whose \`kid\` is \`${kid}\`.
- \`log.vkey\`: the key of the log, the word after \`log\` in the server's \`/.well-known/tlog-policy.txt\`.${
    hasStamp ? '\n- `tsa-root.pem`: the root certificate of the time-stamping authority.' : ''
  }

\`hints.jwks.json\` and \`hints.policy.txt\` are what the issuer would have you trust. Compare; do not believe.

## 1. The statement is signed

${fence('sh', signature(kid))}

## 2. What is shown (${names}) is what the statement committed to

Prints each as \`[salt, name, value]\`.

${fence('sh', DISCLOSURES)}

## 3. The notice is the one that the statement names

${fence('sh', NOTICE)}

## 4. The entry of the log is the SHA-256 of the statement

${fence('sh', ENTRY)}

## 5. The entry is in the log

With Go and its \`golang.org/x/mod\` (Debian: \`apt-get install golang-go golang-golang-x-mod-dev\`). The program reads the
checkpoint under the log's key with \`sumdb/note\` and the inclusion proof with \`sumdb/tlog\`; read it before you run it. It
passes over the lines of witnesses: \`constat verify\` counts those by witnesses that you named.

${fence('sh', GO)}
${
  hasStamp
    ? `
## 6. An authority stamped the checkpoint

Takes what was stamped out of the proof that was just verified, for a time stamp of another checkpoint says nothing here.

${fence('sh', `${BODY.trim()}\n${certificate.timestamps.map(stampCommand).join('\n')}`)}

\`openssl ts -reply -token_in -in checkpoint.tsr -text\` prints when. Add \`-attime\` with that instant in seconds once the
authority's certificate has expired.
`
    : ''
}`
}
