import type { StampedWith } from '../certificate/make-certificate.ts'
import { makeAuthority, type Authority } from './authority.ts'
import { makeInfo, makeToken } from './cms.ts'

const genTime = (at: number): string => new Date(at * 1000).toISOString().replaceAll(/[-:T]|\.\d+/g, '')

/**
 * An authority that stamps at whatever instant it is told. Its tokens carry the signing certificate alone; the one
 * between it and the root comes beside.
 */
export const makeStamper = (
  authority: Authority = makeAuthority(),
): {
  readonly root: string
  readonly stamp: (body: string, at: number) => readonly StampedWith[]
} => ({
  root: authority.root.certificate,
  stamp: (body, at) => [
    {
      token: makeToken({
        info: makeInfo({ body: new TextEncoder().encode(body), genTime: genTime(at) }),
        signers: [authority.tsa],
      }),
      chain: [authority.intermediate.certificate],
    },
  ],
})
