import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 collect what died before the heap has grown by as much as lives, and keep the space of the newest objects as large
 * as it has become: what a long run drops is a few times what it holds, and by default V8 lets it lie until it is. For a
 * process that does one thing and ends.
 */
export const boundHeap = (): void => {
  setFlagsFromString('--heap-growing-percent=40')
  setFlagsFromString('--semi-space-growth-factor=1')
  // Of threads that begin from now on: a batch of a screening fits, and is not copied while it is decided on.
  setFlagsFromString('--min-semi-space-size=8')
}
