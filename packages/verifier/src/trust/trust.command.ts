import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { printable, readTrust, type Trust } from '@constat/evidence/verify'
import { CallFault, type Call, type Command, type ExitCode } from '../command/command.ts'
import type { Said } from '../command/said.ts'
import { codeOf, writeWhole } from '../platform/files.ts'
import { trustChanges, trustLines } from './describe-trust.ts'
import { fetchTrust, serverOf, type FetchedTrust } from './fetch-trust.ts'
import { readTrustFolder, savedTrust } from './trust-folder.ts'
import { trustTextsOf } from './trust-files.ts'

const SAID = {
  shows: { fr: 'Ce que montre', en: 'What is shown by' },
  compare: {
    fr: 'Comparez ces clés avec celles que l’exploitant vous a données par un autre chemin (contrat, courrier, téléphone) : qui tient ce serveur pourrait en montrer d’autres.',
    en: 'Compare these keys with those that the operator gave you by another way (contract, letter, telephone): whoever holds that server could show others.',
  },
  saved: { fr: 'Enregistré dans', en: 'Saved in' },
  same: { fr: 'Rien n’a changé dans', en: 'Nothing has changed in' },
  changed: {
    fr: 'Ce que montre le serveur n’est plus ce qui est enregistré dans',
    en: 'What the server shows is no longer what is saved in',
  },
  replace: {
    fr: 'Rien n’a été modifié. Demandez à l’exploitant pourquoi, puis ajoutez --replace.',
    en: 'Nothing was changed. Ask the operator why, then add --replace.',
  },
  malformed: {
    fr: 'Ce qui est enregistré là est malformé ; rien n’a été modifié. Ajoutez --replace pour le remplacer :',
    en: 'What is saved there is malformed; nothing was changed. Add --replace to replace it:',
  },
} as const satisfies { readonly [name: string]: Said }

const COLON = { fr: ' :', en: ':' } as const

/** What a folder holds already: nothing, a trust, or something that is none. */
const heldIn = async (folder: string): Promise<Trust | 'nothing' | 'malformed'> => {
  const files = await readTrustFolder(folder)
  const texts = trustTextsOf(files)
  if (!texts)
    return files['tlog-policy.txt'] === undefined && files['jwks.json'] === undefined
      ? 'nothing'
      : 'malformed'
  const trust = await readTrust({ ...texts, tsaRoots: [], qualified: [] })
  return trust.ok ? trust.value : 'malformed'
}

const save = async (folder: string, { policy, jwks }: FetchedTrust): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true })
    await writeWhole(join(folder, 'jwks.json'), jwks)
    await writeWhole(join(folder, 'tlog-policy.txt'), policy)
  } catch (error) {
    throw new CallFault(
      {
        fr: `${folder} ne peut être écrit (${codeOf(error)}).`,
        en: `${folder} cannot be written (${codeOf(error)}).`,
      },
      { cause: error },
    )
  }
}

// `localhost:4000` is no name for a folder everywhere.
const folderOf = ({ values: { dir }, io }: Call, server: URL): string =>
  resolve(dir ?? join(savedTrust(io), server.host.replaceAll(/[^\w.-]/g, '_')))

const run = async (call: Call): Promise<ExitCode> => {
  const { locale, io, switches, operands } = call
  const server = serverOf(operands[0] ?? '')
  const folder = folderOf(call, server)
  const held = await heldIn(folder)
  const fetched = await fetchTrust(server)
  const speak = (...lines: readonly string[]): void => {
    for (const line of lines) io.out(`${printable(line)}\n`)
  }
  speak(
    `${SAID.shows[locale]} ${server.origin}${COLON[locale]}`,
    '',
    ...trustLines(fetched.trust, locale).map((line) => `  ${line}`),
    '',
  )
  const mayReplace = switches.has('replace')
  if (held === 'malformed' && !mayReplace) {
    speak(`${SAID.malformed[locale]} ${folder}`)
    return 1
  }
  if (typeof held !== 'string') {
    const { gone, added } = trustChanges(held, fetched.trust, locale)
    if (gone.length + added.length === 0) {
      speak(`${SAID.same[locale]} ${folder}`)
      return 0
    }
    speak(
      `${SAID.changed[locale]} ${folder}${COLON[locale]}`,
      '',
      ...gone.map((line) => `  - ${line}`),
      ...added.map((line) => `  + ${line}`),
      '',
    )
    if (!mayReplace) {
      speak(SAID.replace[locale])
      return 1
    }
  }
  await save(folder, fetched)
  speak(SAID.compare[locale], `${SAID.saved[locale]} ${folder}`)
  return 0
}

/** `trust fetch`: shows the keys of a server and saves them as whom to trust. */
export const trustFetchCommand: Command = {
  name: 'trust fetch',
  about: {
    fr: 'Montre les clés d’un serveur et les enregistre comme dignes de confiance.',
    en: 'Shows the keys of a server and saves them as whom to trust.',
  },
  operands: [
    {
      name: 'URL',
      about: {
        fr: 'l’adresse du serveur, comme https://preuves.example.fr',
        en: 'the address of the server, such as https://proofs.example.fr',
      },
    },
  ],
  options: {
    dir: {
      value: 'DIR',
      about: {
        fr: 'dossier où les mettre ; sinon un par serveur sous ~/.config/constat/trust',
        en: 'folder to put them in; else one for each server under ~/.config/constat/trust',
      },
    },
    replace: {
      about: {
        fr: 'remplace des clés enregistrées qui ont changé',
        en: 'replaces saved keys that have changed',
      },
    },
  },
  run,
}
