/** The lines of a body in UTF-8; what stands after the last line feed was cut off and is none. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const utf8 = new TextDecoder()
  const reader = body.getReader()
  let held = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const lines = (held + utf8.decode(value, { stream: true })).split('\n')
      held = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
