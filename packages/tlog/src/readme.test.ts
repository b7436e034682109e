import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('..', import.meta.url))

it('the example of the README prints what it says', () => {
  const readme = readFileSync(`${folder}/README.md`, 'utf8')
  const [, example = ''] = readme.split('```js\n')
  const [code = ''] = example.split('```')
  const options = ['--conditions=@constat/source', '--input-type=module', '--eval', code]
  const output = execFileSync(process.execPath, options, { cwd: folder }).toString()
  expect(output).toBe('true 3\n')
})
