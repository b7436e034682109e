import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailIndexForm, normalizeEmail } from './index.ts'

const email = (raw: string): string => {
  const parsed = normalizeEmail(raw)
  return parsed.ok ? parsed.value : (parsed.issues[0]?.rule ?? '')
}

describe('an e-mail address', () => {
  it.each([
    [' jeanne@example.fr\n', 'jeanne@example.fr'],
    ['Jeanne.Martin+devis@Example.FR', 'Jeanne.Martin+devis@example.fr'],
    ["o'neill!#$%&*/=?^_`{|}~-@example.org", "o'neill!#$%&*/=?^_`{|}~-@example.org"],
    ['je\u0301ro\u0302me@example.fr', 'jérôme@example.fr'],
    ['jeanne@EXÄMPLE.fr', 'jeanne@xn--exmple-cua.fr'],
    ['jeanne@exa\u0308mple.fr', 'jeanne@xn--exmple-cua.fr'],
    ['jeanne@xn--exmple-cua.fr', 'jeanne@xn--exmple-cua.fr'],
    ['jeanne@faß.example', 'jeanne@xn--fa-hia.example'],
    ['用户@例子.example', '用户@xn--fsqu00a.example'],
    ['jeanne@mail.example', 'jeanne@mail.example'],
  ])('keeps its local part and has its domain in ASCII lower case: %j', (raw, expected) => {
    expect(email(raw)).toBe(expected)
  })

  it.each([
    ['', 'email-empty'],
    ['jeanne', 'email-at-sign'],
    ['@example.fr', 'email-at-sign'],
    ['jeanne@', 'email-at-sign'],
    ['jeanne@example@example.fr', 'email-at-sign'],
    ['jeanne martin@example.fr', 'email-characters'],
    ['Jeanne <jeanne@example.fr', 'email-characters'],
    ['"jeanne"@example.fr', 'email-characters'],
    ['jeanne\u200b@example.fr', 'email-characters'],
    ['jeanne\u0000@example.fr', 'email-characters'],
    ['jeanne\ud800@example.fr', 'email-characters'],
    ['.jeanne@example.fr', 'email-dots'],
    ['jeanne..martin@example.fr', 'email-dots'],
    ['jeanne.@example.fr', 'email-dots'],
    ['jeanne@localhost', 'email-domain'],
    ['jeanne@example.fr.', 'email-domain'],
    ['jeanne@example..fr', 'email-domain'],
    ['jeanne@-example.fr', 'email-domain'],
    ['jeanne@exam ple.fr', 'email-domain'],
    ['jeanne@example.fr:25', 'email-domain'],
    ['jeanne@example.fr/path', 'email-domain'],
    ['jeanne@ex%61mple.fr', 'email-domain'],
    ['jeanne@[192.0.2.1]', 'email-domain'],
    ['jeanne@192.0.2.1', 'email-domain'],
    ['jeanne@0xc0.1', 'email-domain'],
    [`jeanne@${'a'.repeat(64)}.fr`, 'email-domain'],
    [`${'a'.repeat(65)}@example.fr`, 'email-too-long'],
    [`${'é'.repeat(33)}@example.fr`, 'email-too-long'],
    [`jeanne@${'a.'.repeat(130)}fr`, 'email-too-long'],
    ['a'.repeat(1_000_000), 'email-too-long'],
  ])('is refused rather than mended: %j is %s', (raw, rule) => {
    expect(email(raw)).toBe(rule)
  })

  it('has room for 64 bytes before the @ and 254 in all', () => {
    const label = 'a'.repeat(61)
    const address = `${'a'.repeat(64)}@${label}.${label}a.${label}.fr`
    expect(address).toHaveLength(254)
    expect(email(address)).toBe(address)
    expect(email(address.replace('.fr', '.com'))).toBe('email-too-long')
  })

  it('is refused without being repeated', () => {
    expect(JSON.stringify(normalizeEmail('jeanne martin@example.fr'))).not.toMatch(/jeanne|martin/)
  })

  it('is what it already was once normalised, and looked up whatever its case', () => {
    const raw = fc.oneof(
      fc.emailAddress(),
      fc.tuple(fc.string({ unit: 'grapheme' }), fc.domain()).map((each) => each.join('@')),
    )
    fc.assert(
      fc.property(raw, (text) => {
        const parsed = normalizeEmail(text)
        if (!parsed.ok) return
        expect(normalizeEmail(parsed.value)).toEqual(parsed)
        const form = emailIndexForm(parsed.value)
        expect(emailIndexForm(form)).toBe(form)
      }),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(emailIndexForm(email(address.toUpperCase()))).toBe(emailIndexForm(email(address)))
      }),
    )
  })
})
