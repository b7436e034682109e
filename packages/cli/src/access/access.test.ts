import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApiKey, createHttp, createTenant, parseApiKey } from '@constat/server'
import { callProgram, newFolder, runMain } from '@constat/verifier/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { constat } from '../index.ts'
import { openDeps } from '../testing/server.ts'
import { MAIN } from '../testing/witness.ts'

const ENV = { LANG: 'en_GB.UTF-8', CONSTAT_PUBLIC_URL: 'https://proofs.example.fr' }

let data: string
let tenant: string

const call = (...args: string[]) => callProgram(constat, [...args, '--data', data], { env: ENV })
const done = async (...args: string[]): Promise<string> => {
  const { code, out, err } = await call(...args)
  if (code !== 0) throw new Error(err)
  return out.trim()
}
const fault = async (...args: string[]): Promise<string> => {
  const { code, err, out } = await call(...args)
  expect([code, out]).toEqual([2, ''])
  return err
}

beforeAll(async () => {
  data = join(newFolder(), 'data')
  await done('migrate')
  tenant = await done('tenant', 'create', 'Cuisines du Marais')
})

const secretKey = (...more: string[]) =>
  done('api-key', 'create', tenant, '--kind', 'secret', '--name', 'back end', '--scopes', 'all', ...more)

describe('tenant', () => {
  it('is made and listed with its day, under the log of the server', async () => {
    expect(tenant).toMatch(/^tnt_[0-9a-z]{26}$/)
    const other = await done('tenant', 'create', ' Sols ')
    const listed = (await done('tenant', 'list')).split('\n')
    expect(new Set(listed)).toEqual(
      new Set([`${tenant}  2026-11-21  Cuisines du Marais`, `${other}  2026-11-21  Sols`]),
    )
  })

  it('shows names that were there before they were checked on one line each, and takes none that need that', async () => {
    const FORGED = 'x\u001b[2K\ntnt_forged'
    expect(await fault('tenant', 'create', FORGED)).toContain('in one line')
    const deps = await openDeps(data)
    try {
      const owner = await createTenant({ ...deps, issuer: 'https://proofs.example.fr' }, FORGED)
      await createApiKey(deps, owner, { kind: 'SECRET', name: FORGED })
      const listed = [await done('tenant', 'list'), await done('api-key', 'list', owner.tenantId)]
      for (const text of listed) {
        expect(text).toContain('x\uFFFD[2K\uFFFDtnt_forged')
        expect(text).not.toContain('\u001b')
      }
    } finally {
      await deps.store.close()
    }
  })

  it('needs a name, a database, and an address when the log is not begun', async () => {
    expect(await fault('tenant', 'create', ' ')).toContain('1 to 200 characters')
    const empty = newFolder()
    const none = await callProgram(constat, ['tenant', 'list', '--data', empty], { env: ENV })
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('There is no database')])
    const fresh = join(empty, 'data')
    await callProgram(constat, ['migrate', '--data', fresh])
    const nameless = await callProgram(constat, ['tenant', 'create', 'x', '--data', fresh])
    expect([nameless.code, nameless.err]).toEqual([2, expect.stringContaining('CONSTAT_PUBLIC_URL')])
  })
})

describe('api-key', () => {
  it('is printed alone and once; the list has its hint, its state and its scopes', async () => {
    const { out, err } = await call(
      'api-key',
      'create',
      tenant,
      '--kind',
      'site',
      '--name',
      'form',
      '--origins',
      'https://a.example.fr,https://b.example.fr',
    )
    const key = out.trim()
    const { keyId, secret } = parseApiKey(key)!
    expect(err).toBe(`key_${keyId}: keep this key, it is not shown again.\n`)
    const list = await done('api-key', 'list', tenant)
    expect(list.split('\n').find((line) => line.startsWith(`key_${keyId}`))).toBe(
      `key_${keyId}  live  -  constat_site_${keyId}_…${secret.slice(-4)}  notice:read,capture:write,consent:write  form`,
    )
    expect(list).not.toContain(secret)
  })

  it('ends when it is revoked by its id or by its leaked text, and is listed so', async () => {
    const [one, other] = [await secretKey(), await secretKey()]
    const id = `key_${parseApiKey(one)?.keyId}`
    expect(await done('api-key', 'revoke', id)).toBe(id)
    await done('api-key', 'revoke', other)
    const list = await done('api-key', 'list', tenant)
    for (const key of [one, other]) expect(list).toContain(`key_${parseApiKey(key)?.keyId}  revoked`)
  })

  it('is rotated into a new one, with a grace', async () => {
    const old = await secretKey()
    const successor = await done('api-key', 'rotate', old, '--grace', '0')
    const list = await done('api-key', 'list', tenant)
    expect(list).toContain(`key_${parseApiKey(old)?.keyId}  expired`)
    expect(list).toContain(`key_${parseApiKey(successor)?.keyId}  live`)
    expect(await fault('api-key', 'rotate', old)).toContain('create a new one')
  })

  it.each([
    ['no kind', ['--name', 'x'], '--kind'],
    ['no name', ['--kind', 'secret', '--scopes', 'all'], 'name:'],
    ['no scopes', ['--kind', 'secret', '--name', 'x'], 'scopes:'],
    ['a scope that is none', ['--kind', 'secret', '--name', 'x', '--scopes', 'consent:read,x'], 'scopes.1:'],
    ['a site without origins', ['--kind', 'site', '--name', 'x'], 'allowedOrigins:'],
    ['a party that no notice names', ['--kind', 'partner', '--name', 'x', '--party', 'sols'], 'party:'],
    [
      'an end that is none',
      ['--kind', 'secret', '--name', 'x', '--scopes', 'all', '--expires', 'soon'],
      '--expires',
    ],
    [
      'an end that is over',
      ['--kind', 'secret', '--name', 'x', '--scopes', 'all', '--expires', '2026-11-20'],
      'expiresAt:',
    ],
  ])('is not made with %s', async (_name, args, said) => {
    const before = await done('api-key', 'list', tenant)
    expect(await fault('api-key', 'create', tenant, ...args)).toContain(said)
    expect(await done('api-key', 'list', tenant)).toBe(before)
  })

  it('is of a tenant that there is, and is a key that there is', async () => {
    expect(await fault('api-key', 'list', 'tnt_1')).toContain('"tenant list"')
    expect(await fault('api-key', 'revoke', 'key_AAAAAAAAAAAAAAAA')).toContain('no such key')
    expect(await fault('api-key', 'rotate', await secretKey(), '--grace', 'x')).toContain('--grace')
    expect(await fault('api-key', 'rotate', await secretKey(), '--grace', '721')).toContain('0 to 720')
  })

  it('is honoured and refused at once by a server that runs over the same data', async () => {
    const deps = await openDeps(data)
    try {
      const server = createHttp(deps)
      const status = async (key: string): Promise<number> => {
        const answer = await server.request('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
          body: JSON.stringify({ query: '{ viewer { keyKind } }' }),
        })
        return answer.status
      }
      const made = await runMain(
        MAIN,
        ['api-key', 'create', tenant, '--kind=secret', '--name=x', '--scopes=all', '--data', data],
        ENV,
      )
      const key = made.out.trim()
      expect(await status(key)).toBe(200)
      const revoked = await runMain(MAIN, ['api-key', 'revoke', key, '--data', data], ENV)
      expect([revoked.code, revoked.err]).toEqual([0, ''])
      expect(await status(key)).toBe(401)
    } finally {
      await deps.store.close()
      await deps.checkpoints.close()
    }
  })
})

describe('api-key check', () => {
  it('names keys that leaked into a file, and no look-alike', async () => {
    const key = await secretKey()
    const path = join(newFolder(), 'app.log')
    const alike = key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
    writeFileSync(
      path,
      `first line\nAuthorization: Bearer ${key}"\n${alike} constat_secret_x\nx${key}${key}\n`,
    )
    const { code, out } = await callProgram(constat, ['api-key', 'check', path])
    const hint = `constat_secret_${parseApiKey(key)?.keyId}_…${parseApiKey(key)?.secret.slice(-4)}`
    expect([code, out.split('\n')]).toEqual([
      1,
      [`${path}:2:23: ${hint}`, `${path}:4:2: ${hint}`, `${path}:4:${2 + key.length}: ${hint}`, ''],
    ])
    expect(out).not.toContain(parseApiKey(key)?.secret)
  })

  it('finds nothing where there is nothing, and says when it cannot read', async () => {
    const path = join(newFolder(), 'clean.txt')
    writeFileSync(path, 'nothing here')
    expect(await callProgram(constat, ['api-key', 'check', path])).toEqual({ code: 0, out: '', err: '' })
    const absent = await callProgram(constat, ['api-key', 'check', `${path}.absent`, '--lang=fr'])
    expect([absent.code, absent.err]).toEqual([2, expect.stringContaining('ne peut être lu')])
  })
})
