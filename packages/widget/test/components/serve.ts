import type { TestProject } from 'vitest/node'
import { PUBLISHED, REQUIRED } from '../server/notices.ts'
import { startProofServer } from '../server/proof-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly server: string
    readonly siteKey: string
    readonly fuzzSeed: number
    readonly fuzzRuns: number
  }
}

// Vitest takes the first free port from its own on.
const FIRST_PORT = 41_315
const PORTS = Array.from({ length: 50 }, (_, index) => FIRST_PORT + index)

/** Starts the server that the elements under test speak to, and tells them of it. */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const proofs = await startProofServer()
  await proofs.allow(
    PORTS.flatMap((port) => ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${port}`)),
  )
  for (const notice of [PUBLISHED, REQUIRED]) await proofs.publish(notice)
  provide('server', proofs.graphql)
  provide('siteKey', proofs.siteKey)
  return proofs.close
}
