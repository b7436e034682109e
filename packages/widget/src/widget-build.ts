declare const CONSTAT_BUILD_SHA256: string | undefined

/** The release of this package; a test holds it equal to package.json. */
export const WIDGET_VERSION = '0.1.0'

/**
 * Which code drew the notice. `sha256` is there in the CDN file alone: that file's SHA-256 with these 64 digits
 * written as zeros, since no file can contain its own hash; whoever has the file can check it so.
 */
export const widgetBuild: { readonly version: string; readonly sha256?: string } = {
  version: WIDGET_VERSION,
  ...(typeof CONSTAT_BUILD_SHA256 === 'string' ? { sha256: CONSTAT_BUILD_SHA256 } : {}),
}
