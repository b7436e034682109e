import { ERROR_CODES, type ErrorCode } from './problem.ts'
import { currentRequest } from './request.ts'

/** The code that this is; that of an unexpected error for anything else, so that there are as many as we know. */
export const errorCodeOf = (code: unknown): ErrorCode =>
  ERROR_CODES.find((each) => each === code) ?? 'INTERNAL_SERVER_ERROR'

/** Takes note of an error that a request is answered with: of several the one that says most of this server, as the list has it. */
export const noteError = (code: unknown): void => {
  const report = currentRequest()
  if (!report) return
  const known = errorCodeOf(code)
  if (report.code === null || ERROR_CODES.indexOf(known) > ERROR_CODES.indexOf(report.code))
    report.code = known
}
