import { fromBase64, toBase64 } from '@constat/tlog'

const BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g

/** The certificates of a PEM text in DER (RFC 7468), or undefined when there is none, or one is not base64. */
export const certificatesInPem = (text: string): readonly Uint8Array[] | undefined => {
  const ders = Array.from(text.matchAll(BLOCK), ([, base64 = '']) => fromBase64(base64.replaceAll(/\s/g, '')))
  const found = ders.filter((der) => der !== undefined)
  return found.length > 0 && found.length === ders.length ? found : undefined
}

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
