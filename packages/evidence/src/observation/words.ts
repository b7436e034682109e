import type { Sha256 } from '@constat/core/canonical'

/**
 * The SHA-256 of the JSON of the widget's own words, by language: what `wordsSha256` of an observation is where no page gave the
 * widget others. A release whose words differ adds a hash; none goes, since the widgets before it are in use.
 */
export const WORDS_SHA256: ReadonlyMap<string, readonly Sha256[]> = new Map([
  ['ar', ['120addd4785b397ea6ee67c79403b3f09d2f1204366e98e9e1508672da3171c3']],
  ['de', ['8763ae4b8c451391e27fb11e6688698ddd9120458088ad338111d7c4f934297a']],
  ['en', ['90dc8c70c30b9f9225961360986f7f54afeb0ea92a995fd65a0caad7e6ed118e']],
  ['es', ['eddd6706969e3d2d03a57de100997d2b1b26bd9022cd7785f4fd5c1c1494b47d']],
  ['fr', ['d649b3f75a58555ac86111d1207c012890dd90dd3bdc1d3d9fefa51da13e2e9e']],
  ['it', ['13648671acbdc32835c68345f00a9585a5ef597d99e5181cf27e0083347094ef']],
  ['nl', ['c7081d3b76d42ab6dee6f88dd32f5fdea672a9e505cd3cdc54c859ee04c4bd02']],
  ['pt', ['6ae3a0f61cfd98a5200e27302291ec6abbe161dd9fa496a060b0ebac2b71de14']],
])
