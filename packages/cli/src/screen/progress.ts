import type { Call } from '@constat/verifier'

/** How far a run is. */
export type Progress = { readonly bytes: number; readonly lines: number }

/** Says how far a run is. */
export type ProgressTeller = {
  readonly tell: (progress: Progress) => void
  /** Ends the bar. */
  readonly end: () => void
}

const BAR = 24
const REDRAW_MS = 100

const clockOf = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, '0')}:${String(whole % 60).padStart(2, '0')}`
  return hours > 0 ? `${hours}:${tail}` : tail
}

/**
 * A bar with rate and time left on a terminal; elsewhere a line for each tenth.
 *
 * @param size bytes of the file
 * @param begun where this process begins; what was done before it tells nothing of its rate
 */
export const createProgress = ({ io, locale }: Call, size: number, begun: Progress): ProgressTeller => {
  const started = io.clock()
  const number = new Intl.NumberFormat(locale)
  const words = { fr: { lines: 'lignes', left: 'restant' }, en: { lines: 'lines', left: 'left' } }[locale]
  let drawn = Number.NEGATIVE_INFINITY
  let tenth = size === 0 ? 0 : Math.floor((begun.bytes / size) * 10)

  const lineOf = ({ bytes, lines }: Progress): string => {
    const share = size === 0 ? 1 : Math.min(1, bytes / size)
    const seconds = (io.clock() - started) / 1000
    const done = lines - begun.lines
    const rate = seconds > 0 ? done / seconds : 0
    const left = bytes > begun.bytes ? (seconds * (size - bytes)) / (bytes - begun.bytes) : undefined
    return [
      `${String(Math.floor(share * 100)).padStart(3)} %`,
      `${number.format(lines)} ${words.lines}`,
      ...(rate > 0 ? [`${number.format(Math.round(rate))}/s`] : []),
      ...(left === undefined ? [] : [`${clockOf(left)} ${words.left}`]),
    ].join('  ')
  }
  return {
    tell: (progress) => {
      if (io.terminal.isTerminal) {
        if (io.clock() - drawn < REDRAW_MS && progress.bytes < size) return
        drawn = io.clock()
        const full = size === 0 ? BAR : Math.round((Math.min(progress.bytes, size) / size) * BAR)
        const bar = `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`
        io.err(`\r\u001B[2K${`${bar} ${lineOf(progress)}`.slice(0, Math.max(20, io.terminal.columns - 1))}`)
        return
      }
      const now = size === 0 ? 10 : Math.floor((progress.bytes / size) * 10)
      if (now > tenth) io.err(`${lineOf(progress).trimStart()}\n`)
      tenth = now
    },
    end: () => {
      if (io.terminal.isTerminal) io.err('\r\u001B[2K')
    },
  }
}
