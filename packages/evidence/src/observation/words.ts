import type { Sha256 } from '@constat/core/canonical'

/**
 * The SHA-256 of the JSON of the widget's own words, by language: what `wordsSha256` of an observation is where no page gave the
 * widget others. A release whose words differ adds a hash; none goes, since the widgets before it are in use.
 */
export const WORDS_SHA256: ReadonlyMap<string, readonly Sha256[]> = new Map([
  ['ar', ['8797d707f40e665ad6a9b9ac421fbc12142c7f6865ab353829cc3768195168a6']],
  ['de', ['268c709790397bc86034ea59140a3b2482dc9bfed472807799fbb18443a7ec27']],
  ['en', ['e5026f90b37c3d286c10d2b553d935b3666b4003c91a9a8620427407a5db42e4']],
  ['es', ['5d869d6f4b67f73408947f4992d4145e8d5a933514caa70fffdf21c64217d3f6']],
  ['fr', ['d4507c418d6e41b89468c5d6ea9f1ee78530201f61e148ab38db37b8af14fa5f']],
  ['it', ['05f9a18def3258420f279eaf1ac752edea48be6fb970defeee7bab1309098148']],
  ['nl', ['7b8042d0b7617534be41f1d6ac475aa2b4a3d25f506163c2ba7a40dbed7899a2']],
  ['pt', ['97f8ceaa8ce6c9f85b37a459a4b048dba1ca04f02007a6c4e43f70fa678fe3d3']],
])
