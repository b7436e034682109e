import {
  playwright,
  PlaywrightBrowserProvider,
  type PlaywrightProviderOptions,
} from '@vitest/browser-playwright'

/** Finds the frame that tests run in by its place: under load Firefox has at times not told its name, by which Vitest looks for it. */
class ProviderByPlace extends PlaywrightBrowserProvider {
  override getCommandsContext(
    sessionId: string,
  ): ReturnType<PlaywrightBrowserProvider['getCommandsContext']> {
    const context = super.getCommandsContext(sessionId)
    const ofTests = () => context.page.mainFrame().childFrames().at(-1)
    return { ...context, frame: async () => ofTests() ?? context.frame() }
  }
}

/** Vitest's provider of Playwright. */
export const provider = (options: PlaywrightProviderOptions): ReturnType<typeof playwright> => ({
  ...playwright(options),
  providerFactory: (project) => new ProviderByPlace(project, options),
})
