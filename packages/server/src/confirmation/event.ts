import type { ConsentEvent } from '@constat/store'

/** Whether an event says that a contact of the submission that it acts on was answered from. */
export const isConfirmation = ({
  kind,
  provenance,
  supersedes,
}: Pick<ConsentEvent, 'kind' | 'provenance' | 'supersedes'>): boolean =>
  kind === 'GIVEN' && provenance === 'CONFIRMED' && supersedes !== null
