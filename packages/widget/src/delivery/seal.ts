/** A value that only this browser profile can read, under a key of its own that no script can take out. */
export type Sealed = { readonly key: CryptoKey; readonly bytes: Uint8Array<ArrayBuffer> }

/** What a value will be sealed with: a key, and what it adds to the bytes (NIST SP 800-38A, counter mode). */
type Seal = { readonly key: CryptoKey; readonly stream: Uint8Array }

// A key seals one value, so the counter need not change (NIST SP 800-38A, appendix B).
const AES = { name: 'AES-CTR', counter: new Uint8Array(16), length: 64 }

// As much as a keepalive request may carry (Fetch, "HTTP-network-or-cache fetch").
const MAX_BYTES = 65_536

/** Makes a seal ahead, so that sealing itself takes no turn of the browser: a page that leaves would not wait for it. */
export const makeSeal = async (): Promise<Seal> => {
  const key = await crypto.subtle.generateKey({ ...AES, length: 256 }, false, ['encrypt', 'decrypt'])
  return { key, stream: new Uint8Array(await crypto.subtle.encrypt(AES, key, new Uint8Array(MAX_BYTES))) }
}

/** Seals a value, once for each seal: what lies in the browser's storage names nobody. */
export const sealWith = ({ key, stream }: Seal, value: unknown): Sealed => ({
  key,
  bytes: new TextEncoder().encode(JSON.stringify(value)).map((byte, place) => byte ^ (stream[place] ?? 0)),
})

/** Opens what {@link sealWith} sealed. */
export const unseal = async <Value>({ key, bytes }: Sealed): Promise<Value> =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(AES, key, bytes)))
