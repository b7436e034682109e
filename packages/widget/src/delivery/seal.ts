/** A value that only this browser profile can read, under a key of its own that no script can take out. */
export type Sealed = { readonly key: CryptoKey; readonly bytes: ArrayBuffer }

// A key seals one value, so the nonce need not change (NIST SP 800-38D §8: never the same nonce twice under one key).
const AES = { name: 'AES-GCM', iv: new Uint8Array(12) }

/** Seals a value: what lies in the browser's storage names nobody. */
export const seal = async (value: unknown): Promise<Sealed> => {
  const key = await crypto.subtle.generateKey({ ...AES, length: 256 }, false, ['encrypt', 'decrypt'])
  return {
    key,
    bytes: await crypto.subtle.encrypt(AES, key, new TextEncoder().encode(JSON.stringify(value))),
  }
}

/** Opens what {@link seal} sealed. */
export const unseal = async <Value>({ key, bytes }: Sealed): Promise<Value> =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(AES, key, bytes)))
