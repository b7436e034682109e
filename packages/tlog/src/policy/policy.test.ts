import { describe, expect, it } from 'vitest'
import {
  formatPolicy,
  formatVkey,
  isQuorumMet,
  keyId,
  MAX_POLICY_ENTRIES,
  parsePolicy,
  quorumTime,
  type Policy,
} from '../index.ts'
import { testLog, testWitness } from '../testing/keys.ts'
import { utf8 } from '../testing/vectors.ts'

const logKey = (seed: number): string => formatVkey(testLog(`log${seed}.example.com`, seed).vkey)
const witnessKey = (seed: number): string => formatVkey(testWitness(`w${seed}.example.com`, seed, 0).vkey)

const policyOf = (text: string): Policy => {
  const parsed = parsePolicy(text)
  if (!parsed.ok) throw new Error(`${parsed.code}, line ${parsed.line}`)
  return parsed.value
}

/** Names of witnesses as rows of a test say them: those of a text, parted by spaces. */
const names = (text: string): string[] => text.split(' ').filter((name) => name !== '')

// The keys of sigsum-go's tests are repeated digits, of which most are no point of the curve: these stand for them. A tlog
// policy has vkeys where Sigsum's has bare keys.
const a = 1
const b = 2
const c = 3
const d = 4
const e = 5
const f = 6

// sigsum-go, pkg/policy/config_test.go (BSD-2-Clause).
describe("Sigsum's valid policies", () => {
  const policy = policyOf(`
# example config
log ${logKey(a)} http://sigsum.example.org
  # comment
  log ${logKey(b)}

witness W1 ${witnessKey(c)} http://w1
# same key for log and key is undesirable, but not an error
witness W2 ${witnessKey(a)}
witness W3 ${witnessKey(d)} http://w3
witness W4 ${witnessKey(e)} https://w4/
witness W5 ${witnessKey(f)} https://w5

group G1 any W1 W2
group G2 2 W3 W4 W5
group G3 all G1 G2

quorum G3

  log ${logKey(c)}
witness W6 ${witnessKey(b)}
`)

  it('have logs and witnesses in any order, with and without URL', () => {
    expect(policy.logs.map(({ url }) => url)).toEqual(['http://sigsum.example.org', undefined, undefined])
    expect(policy.witnesses.map(({ name, url }) => [name, url])).toEqual([
      ['W1', 'http://w1'],
      ['W2', undefined],
      ['W3', 'http://w3'],
      ['W4', 'https://w4/'],
      ['W5', 'https://w5'],
      ['W6', undefined],
    ])
    expect(policy.groups).toContainEqual({ name: 'G3', threshold: 2, members: ['G1', 'G2'] })
  })

  it.each([
    ['', false],
    ['W1', false],
    ['W2', false],
    ['W3', false],
    ['W3 W4 W5', false],
    ['W1 W2', false],
    ['W1 W3', false],
    ['W1 W3 W4', true],
    ['W2 W3 W5', true],
    // Ours.
    ['W6', false],
    ['W1 W2 W6 nobody', false],
  ])('have the quorum of any of two and two of three: %j is %s', (witnessed, met) => {
    expect(isQuorumMet(policy, names(witnessed))).toBe(met)
  })

  const either = policyOf(`
log ${logKey(10)} http://sigsum.example.org
witness A1 ${witnessKey(11)}
witness A2 ${witnessKey(12)}
witness A3 ${witnessKey(13)}
witness B1 ${witnessKey(14)}
witness B2 ${witnessKey(15)}
witness B3 ${witnessKey(16)}
group A-group 1 A1 A2 A3
group B-group 2 B1 B2 B3
group G any A-group B-group
quorum G
`)

  it.each([
    ['', false],
    ['A1', true],
    ['A2', true],
    ['A3', true],
    ['A1 A3', true],
    ['A1 A3 B1', true],
    ['B1', false],
    ['B2', false],
    ['B3', false],
    ['B1 B2', true],
    ['B1 B3', true],
    ['B2 B3', true],
    ['B1 B2 B3', true],
    ['A2 B1 B2 B3', true],
  ])('have the quorum of one of three or two of three others: %j is %s', (witnessed, met) => {
    expect(isQuorumMet(either, names(witnessed))).toBe(met)
  })
})

describe('policies', () => {
  it('may ask for one witness, or for none', () => {
    const one = policyOf(`witness W ${witnessKey(1)}\nquorum W`)
    expect(isQuorumMet(one, ['W'])).toBe(true)
    expect(isQuorumMet(one, [])).toBe(false)
    const none = policyOf(`log ${logKey(1)}\nquorum none\n`)
    expect(isQuorumMet(none, [])).toBe(true)
    expect(quorumTime(none, new Map())).toBeUndefined()
  })

  it('had their quorum at the k-th cosignature of each group', () => {
    const policy = policyOf(
      [
        ...[1, 2, 3, 4].map((seed) => `witness W${seed} ${witnessKey(seed)}`),
        'group two 2 W1 W2 W3',
        'group all all two W4',
        'quorum all',
      ].join('\n'),
    )
    const times = (...pairs: readonly (readonly [string, number])[]) => quorumTime(policy, new Map(pairs))
    expect(times(['W1', 10], ['W2', 30], ['W3', 20], ['W4', 5])).toBe(20)
    expect(times(['W1', 10], ['W2', 30], ['W4', 40])).toBe(40)
    expect(times(['W1', 10], ['W4', 5])).toBeUndefined()
    expect(times(['W1', 10], ['W2', 30], ['W3', 20])).toBeUndefined()
  })

  it('may have blanks, tabs, comments and octets beyond ASCII', () => {
    const policy = policyOf(
      `\n\t # ça va\n  witness \t Ælfric\t${witnessKey(1)}   https://é.example/ \t\n group\tK all Ælfric\n\tquorum   K\n`,
    )
    expect(policy.witnesses[0]).toMatchObject({ name: 'Ælfric', url: 'https://é.example/' })
    // The Kelvin sign is another name than the letter.
    expect(parsePolicy(`witness K ${witnessKey(1)}\nquorum \u212a\n`)).toMatchObject({ code: 'name-unknown' })
  })

  it('are read from bytes too, which are UTF-8', () => {
    expect(parsePolicy(utf8('quorum none\n')).ok).toBe(true)
    expect(parsePolicy(Uint8Array.of(0x23, 0xff, ...utf8('\nquorum none\n')))).toEqual({
      ok: false,
      code: 'policy-not-text',
      line: 0,
    })
  })

  it('print and read back the same', () => {
    const text = [
      `log ${logKey(1)} https://log.example.com/log/1`,
      `log ${logKey(2)}`,
      `witness a ${witnessKey(1)} https://a.example.com/`,
      `witness b ${witnessKey(2)}`,
      'group both 2 a b',
      'quorum both',
      '',
    ].join('\n')
    expect(formatPolicy(policyOf(text))).toBe(text)
  })

  it('that cannot be read back are not printed', () => {
    const policy = policyOf(`witness a ${witnessKey(1)}\nquorum a\n`)
    const [witness] = policy.witnesses
    expect(() => formatPolicy({ ...policy, quorum: 'b' })).toThrow(RangeError)
    expect(() => formatPolicy({ ...policy, witnesses: [{ ...witness!, name: 'a b' }] })).toThrow(RangeError)
    expect(() => formatPolicy({ ...policy, witnesses: [{ ...witness!, url: '' }] })).toThrow(RangeError)
  })

  const two = `witness W1 ${witnessKey(1)}\nwitness W2 ${witnessKey(2)}\n`
  const lowOrder = Uint8Array.of(1, ...new Uint8Array(31))
  const lowOrderKey = formatVkey({ name: 'x', type: 4, publicKey: lowOrder, keyId: keyId('x', 4, lowOrder) })
  it.each([
    // sigsum-go, pkg/policy/config_test.go (BSD-2-Clause).
    ['nothing', '', 'quorum-missing', 0],
    ['a form feed', '# \f\nquorum none\n', 'policy-not-text', 0],
    ['a delete', '# \u007f\nquorum none\n', 'policy-not-text', 0],
    ['a log twice', `log ${logKey(1)}\n log ${logKey(1)}\n`, 'key-duplicate', 2],
    ['a comment after a log', `log ${logKey(1)} http://example.org #comment\n`, 'line-unknown', 1],
    ['a witness twice', `witness W1 ${witnessKey(1)}\nwitness W2 ${witnessKey(1)}\n`, 'key-duplicate', 2],
    ['a name twice', `witness W1 ${witnessKey(1)}\nwitness W1 ${witnessKey(2)}\n`, 'name-taken', 2],
    ['a witness called none', `witness none ${witnessKey(1)}\n`, 'name-taken', 1],
    ['a member that is not there', `${two}group G all W1 W3 W2\n`, 'name-unknown', 3],
    ['no quorum', `${two}group G all W1 W2\n`, 'quorum-missing', 0],
    ['a member twice', `${two}group G all W1 W2 W1\n`, 'name-member-already', 3],
    ['a member of two groups', `${two}group G1 all W1\ngroup G2 all W2 W1\n`, 'name-member-already', 4],
    ['none as a member', `${two}group G all W1 none\nquorum G\n`, 'name-unknown', 3],
    // transparency-dev/formats, witness/witness_policy_test.go (Apache-2.0).
    ['a quorum that is not there', 'quorum unknown', 'name-unknown', 1],
    ['a negative threshold', `${two}group g1 -1 W1\nquorum g1\n`, 'threshold-out-of-range', 3],
    ['a group called none', 'group none 1 witness', 'name-taken', 1],
    // Ours.
    ['two quorums', `${two}quorum W1\nquorum W1\n`, 'quorum-duplicate', 4],
    ['two quorums of none', 'quorum none\nquorum none\n', 'quorum-duplicate', 2],
    ['a threshold of 0', `${two}group G 0 W1 W2\n`, 'threshold-out-of-range', 3],
    ['a threshold above the members', `${two}group G 3 W1 W2\n`, 'threshold-out-of-range', 3],
    ['a threshold with a zero before', `${two}group G 01 W1 W2\n`, 'threshold-out-of-range', 3],
    ['a group of nobody', `${two}group G all\n`, 'line-unknown', 3],
    ['a group that holds itself', `${two}group G any W1 G\n`, 'name-unknown', 3],
    ['a group defined later', `${two}group G any H\ngroup H any W1\nquorum G\n`, 'name-unknown', 3],
    ['a quorum of two names', `${two}quorum W1 W2\n`, 'line-unknown', 3],
    ['a quorum of no name', 'quorum\n', 'line-unknown', 1],
    ['a log without key', 'log\n', 'line-unknown', 1],
    ['another keyword', 'Log x\n', 'line-unknown', 1],
    ['a carriage return', 'quorum none\r\n', 'policy-not-text', 0],
    ["a witness's key for a log", `log ${witnessKey(1)}\n`, 'key-refused', 1],
    ["a log's key for a witness", `witness W ${logKey(1)}\n`, 'key-refused', 1],
    ['a key of low order', `witness W ${lowOrderKey}\n`, 'key-refused', 1],
    [
      'the same key under two names',
      `log ${logKey(1)}\nlog ${formatVkey(testLog('other', 1).vkey)}\n`,
      'key-duplicate',
      2,
    ],
    ['more than 64 kB', `#${'x'.repeat(65_536)}\nquorum none\n`, 'policy-too-large', 0],
  ])('are refused with %s', (_, text, code, line) => {
    expect(parsePolicy(text)).toEqual({ ok: false, code, line })
  })

  it(`are refused with more than ${MAX_POLICY_ENTRIES} groups`, () => {
    const groups = Array.from({ length: MAX_POLICY_ENTRIES + 1 }, (_, at) => `group g${at + 1} any g${at}`)
    const text = [`witness g0 ${witnessKey(1)}`, ...groups].join('\n')
    expect(parsePolicy(text)).toMatchObject({ code: 'policy-too-large', line: MAX_POLICY_ENTRIES + 2 })
  })
})
