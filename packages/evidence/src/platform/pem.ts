import { fromBase64, toBase64 } from '@constat/tlog'

// Lines before a certificate are explanatory text to other readers (RFC 7468 §2); those that name policies belong to it.
const BLOCK =
  /(?:^TSA-Policy: [0-2](?:\.\d+)+\s+)*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/gm

/**
 * The certificates of a PEM text in DER (RFC 7468), or undefined when there is none, one is not base64, or a `TSA-Policy`
 * stands where it would be passed over.
 */
export const certificatesInPem = (text: string): readonly Uint8Array[] | undefined => {
  if (/tsa-policy/i.test(text.replaceAll(BLOCK, ''))) return undefined
  const ders = Array.from(text.matchAll(BLOCK), ([, base64 = '']) => fromBase64(base64.replaceAll(/\s/g, '')))
  const found = ders.filter((der) => der !== undefined)
  return found.length > 0 && found.length === ders.length ? found : undefined
}

/** The policies that the lines `TSA-Policy: OID` right above each certificate name: none, or the only ones it is for. */
export const policiesInPem = (text: string): readonly (readonly string[])[] =>
  Array.from(text.matchAll(BLOCK), ([block]) =>
    Array.from(block.matchAll(/TSA-Policy: (\S+)/g), ([, policy = '']) => policy),
  )

/** One certificate in PEM as RFC 7468 §3 writes it: lines of 64, each ended by a newline. */
export const certificatePem = (der: Uint8Array): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(toBase64(der).match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n')

/** Whether a text is one certificate in PEM in its one spelling. */
export const isCertificatePem = (text: string): boolean => {
  const [der, ...more] = certificatesInPem(text) ?? []
  return der !== undefined && more.length === 0 && certificatePem(der) === text
}
