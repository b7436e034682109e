import { sha256 } from '@noble/hashes/sha2.js'

/** A SHA-256 digest, 32 bytes: a leaf hash, a node of the tree or its root. */
export type Hash = Uint8Array

/** Bytes of a hash. */
export const HASH_LENGTH = 32

/** MTH of no entries: SHA-256 of the empty string (RFC 6962 §2.1). */
export const EMPTY_ROOT: Hash = /* @__PURE__ */ sha256(new Uint8Array(0))

/** The leaf hash of an entry: SHA-256(0x00 || entry) (RFC 6962 §2.1). */
export const hashLeaf = (entry: Uint8Array): Hash => {
  // A new buffer is zero: its first byte is the leaf prefix.
  const prefixed = new Uint8Array(1 + entry.length)
  prefixed.set(entry, 1)
  return sha256(prefixed)
}

/** The hash of a node over two hashes: SHA-256(0x01 || left || right) (RFC 6962 §2.1). */
export const hashNode = (left: Hash, right: Hash): Hash => {
  const prefixed = new Uint8Array(1 + left.length + right.length)
  prefixed[0] = 1
  prefixed.set(left, 1)
  prefixed.set(right, 1 + left.length)
  return sha256(prefixed)
}
