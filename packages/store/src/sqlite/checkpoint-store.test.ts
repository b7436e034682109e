import { openSqliteCheckpointStore } from '../index.ts'
import { checkpointContract } from '../testing/checkpoint-contract.ts'
import { newDatabasePath } from '../testing/folder.ts'

checkpointContract('in a file', async () => {
  const path = newDatabasePath()
  return () => openSqliteCheckpointStore({ path })
})
