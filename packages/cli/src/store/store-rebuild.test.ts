import { callProgram } from '@constat/verifier/testing'
import { expect, test } from 'vitest'
import { constat } from '../index.ts'
import { endGently, install, phoneOf, publish, record, serve } from '../testing/serve.ts'

test('states are made anew beside a server, which answers as before', async () => {
  const installed = await install()
  const server = await serve(installed)
  const notice = await publish(server.client)
  for (let number = 0; number < 5; number += 1) await record(server.client, notice, phoneOf(number))
  const contact = { phone: phoneOf(2) }
  const before = await server.client.explain(contact)
  const { code, out, err } = await callProgram(constat, ['store', 'rebuild'], { env: installed.env })
  expect([code, out]).toEqual([0, '5\n'])
  expect(err).toMatch(/^tnt_[0-9a-z]+: 100 % \(5\/5\)\n.*5 contacts/)
  const after = await server.client.explain(contact, before[0]?.at)
  expect(after).toEqual(before.map((decision) => ({ ...decision, evaluatedAt: expect.anything() })))
  await endGently(server)
})

test('there is nothing to make anew where there is no database', async () => {
  const { env } = await install()
  const { code, err } = await callProgram(constat, ['store', 'rebuild'], {
    env: { ...env, CONSTAT_DATA: `${env['CONSTAT_DATA']}-none` },
  })
  expect([code, err]).toEqual([2, expect.stringContaining('constat migrate')])
})
