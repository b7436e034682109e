import {
  addSigningKey,
  discardStatementKey,
  putStatementKey,
  retireSigningKey,
  signingKeys,
  type SigningKey,
  type SigningKeyChange,
  type SigningKeyFault,
} from '@constat/server'
import { CallFault, type Call, type ExitCode, type Said } from '@constat/verifier'
import { withData } from '../platform/data-folder.ts'

const STATUS: { readonly [status in SigningKey['status']]: Said } = {
  WAITING: { fr: 'signe au prochain démarrage du serveur', en: 'signs from the next start of the server' },
  ACTIVE: { fr: 'signe', en: 'signs' },
  REPLACED: { fr: 'remplacée, à retirer', en: 'replaced, to be retired' },
  RETIRED: { fr: 'retirée', en: 'retired' },
  COMPROMISED: { fr: 'révoquée comme compromise', en: 'revoked as compromised' },
}

const FAULTS: { readonly [fault in SigningKeyFault]: Said | ((kid: string) => Said) } = {
  'key-waiting': {
    fr: 'Une nouvelle clé attend déjà : redémarrez le serveur pour qu’il signe avec elle.',
    en: 'A new key waits already: start the server again, so that it signs with it.',
  },
  'key-lost': (kid) => ({
    fr: `La clé ${kid} est annoncée, mais elle n’est pas dans ce dossier de clés : la commande qui l’a faite s’est interrompue avant de l’y écrire. Si aucune autre copie du dossier ne la contient, « constat signing-key retire ${kid} », puis recommencez.`,
    en: `The key ${kid} is announced, but it is not in this folder of keys: the command that made it ended before it wrote it there. If no other copy of the folder holds it, "constat signing-key retire ${kid}", then try again.`,
  }),
  'key-unknown': {
    fr: 'Il n’y a pas de telle clé ; « constat signing-key list » les montre.',
    en: 'There is no such key; "constat signing-key list" shows them.',
  },
  'key-already-retired': { fr: 'Cette clé est déjà retirée.', en: 'That key is retired already.' },
  'key-in-use': {
    fr: 'Le serveur signe avec cette clé. D’abord « constat signing-key add », puis redémarrez-le ; ensuite retirez-la.',
    en: 'The server signs with that key. First "constat signing-key add", then start it again; then retire it.',
  },
}

const valueOf = <Value>(change: SigningKeyChange<Value>): Value => {
  if (change.ok) return change.value
  const said = FAULTS[change.fault]
  throw new CallFault(typeof said === 'function' ? said(change.kid) : said)
}

const day = (ms: number | null): string => (ms === null ? '-' : new Date(ms).toISOString())

/** Shows every key that has signed statements, or will. */
export const listSigningKeys = (call: Call): Promise<ExitCode> =>
  withData(call, async ({ store }): Promise<ExitCode> => {
    for (const { kid, status, addedAt, retiredAt } of await signingKeys(store.reader))
      call.io.out(`${kid}  ${day(addedAt)}  ${day(retiredAt)}  ${STATUS[status][call.locale]}\n`)
    return 0
  })

/** Makes a key, announces it in the log and puts it in the place of the last. */
export const runAddSigningKey = (call: Call): Promise<ExitCode> =>
  withData(call, async (folder): Promise<ExitCode> => {
    const key = valueOf(await addSigningKey(folder))
    await putStatementKey(folder.keysAt, key, folder.keys.statement.kid, folder.random)
    call.io.out(`${key.kid}\n`)
    call.io.err(
      {
        fr: `La clé est annoncée. Sauvegardez ${folder.keysAt}, redémarrez le serveur, puis retirez ${folder.keys.statement.kid}. Dites la nouvelle clé à ceux qui vérifient vos certificats : ils refont « constat trust fetch », avec --replace.\n`,
        en: `The key is announced. Back ${folder.keysAt} up, start the server again, then retire ${folder.keys.statement.kid}. Tell the new key to those who verify your certificates: they run "constat trust fetch" again, with --replace.\n`,
      }[call.locale],
    )
    return 0
  })

/** Ends a key that was replaced, says so in the log and destroys its private half. */
export const runRetireSigningKey = (call: Call): Promise<ExitCode> =>
  withData(call, async (folder): Promise<ExitCode> => {
    const [wanted = ''] = call.operands
    const isCompromised = call.switches.has('compromised')
    const { kid } = valueOf(await retireSigningKey(folder, wanted, isCompromised))
    await discardStatementKey(folder.keysAt, kid)
    call.io.out(`${kid}\n`)
    return 0
  })
