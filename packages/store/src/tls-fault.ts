// OpenSSL's verification errors come under their own names (X509_V_ERR_…), without a common prefix.
const OF_TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA$|INVALID_PURPOSE$|HOSTNAME_MISMATCH$|EPROTO$)/

/** Whether an error tells that TLS failed: no common language, or a certificate that is not believed. */
export const isTlsFault = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && OF_TLS.test(error.code)
