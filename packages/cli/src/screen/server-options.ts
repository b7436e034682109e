import { readFile } from 'node:fs/promises'
import { CallFault, codeOf, type Call } from '@constat/verifier'

/** The origin and the key of a server that a call names; undefined where it names none. */
export type NamedServer = { readonly url: string; readonly key: string }

const keyIn = async ({ values }: Pick<Call, 'values'>): Promise<string> => {
  const { 'key-file': path } = values
  if (path === undefined)
    throw new CallFault({
      fr: 'Nommez par --key-file le fichier qui contient la clé d’API ; sur la ligne de commande, chacun la verrait.',
      en: 'Name by --key-file the file that holds the API key; on the command line everybody would see it.',
    })
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    throw new CallFault(
      {
        fr: `${path} ne peut être lu (${codeOf(error)}).`,
        en: `${path} cannot be read (${codeOf(error)}).`,
      },
      { cause: error },
    )
  }
}

/**
 * The server of a call.
 *
 * @throws CallFault where its address is none, or there is no key
 */
export const serverOf = async (call: Pick<Call, 'values'>): Promise<NamedServer | undefined> => {
  const { server } = call.values
  if (server === undefined) return undefined
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new CallFault({
      fr: '--server attend l’adresse du serveur, comme https://proofs.example.fr.',
      en: '--server needs the address of the server, such as https://proofs.example.fr.',
    })
  return { url: new URL('/', server).href, key: await keyIn(call) }
}
