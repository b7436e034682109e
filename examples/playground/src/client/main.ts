import {
  byId,
  noteToken,
  readHost,
  readSettings,
  readSurroundings,
  resetTokens,
  type Served,
} from './controls.ts'
import { snippetFor } from './snippet.ts'
import { showStage } from './stage.ts'

const served: Served = JSON.parse(byId('data').textContent ?? '')

const draw = (): void => {
  const settings = readSettings(served)
  const { scheme, width } = readSurroundings()
  const stage = byId('stage')
  stage.style.colorScheme = scheme
  stage.style.maxInlineSize = width
  showStage(settings)
  byId('snippet').textContent = snippetFor(readHost(), settings)
}

byId('controls').addEventListener('input', ({ target }) => {
  noteToken(target)
  draw()
})
byId('reset').addEventListener('click', () => {
  resetTokens()
  draw()
})
byId('hosts').addEventListener('input', draw)
byId('copy').addEventListener('click', () => {
  const copied = byId('copied')
  copied.textContent = ''
  navigator.clipboard.writeText(byId('snippet').textContent ?? '').then(
    () => (copied.textContent = 'Copied.'),
    () => (copied.textContent = 'The browser does not let the page copy: select the text below.'),
  )
})
draw()
