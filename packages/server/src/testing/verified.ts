import { readTrust, verifyCertificate, type Trust, type VerificationReport } from '@constat/evidence/verify'
import type { ServerUnderTest } from './server-under-test.ts'

/** What a buyer keeps of a server, fetched as `constat trust fetch` does. */
export const fetchTrust = async (server: Pick<ServerUnderTest, 'fetch'>): Promise<Trust> => {
  const text = async (path: string) => (await server.fetch(path)).text()
  const read = await readTrust({
    policy: await text('/.well-known/tlog-policy.txt'),
    jwks: await text('/.well-known/jwks.json'),
    tsaRoots: [],
  })
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.value
}

/** What that buyer finds of a certificate. */
export const verifyDocument = (document: unknown, trust: Trust, now: number): Promise<VerificationReport> =>
  verifyCertificate(new TextEncoder().encode(JSON.stringify(document)), trust, { now })
