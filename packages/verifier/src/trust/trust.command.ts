import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { printable, readTrust, type Trust } from '@constat/evidence/verify'
import { CallFault, type Call, type Command, type ExitCode } from '../command/command.ts'
import type { Said } from '../command/said.ts'
import { codeOf, writeWhole } from '../platform/files.ts'
import { keyChanges, keyLines, witnessLines } from './describe-trust.ts'
import { fetchTrust, serverOf } from './fetch-trust.ts'
import { heldIn } from './held-trust.ts'
import { requireHost, requireOneTrust, requireSameHost } from './log-host.ts'
import { mergedPolicy, ownWitnesses } from './own-policy.ts'
import { trustFault } from './trust-fault.ts'
import { otherTrusts, savedTrust } from './trust-folder.ts'

const SAID = {
  shows: { fr: 'Ce que montre', en: 'What is shown by' },
  named: {
    fr: 'Témoins que le serveur nomme. Il ne peut en répondre : seuls comptent ceux que vous nommez, par --witness NAME.',
    en: 'Witnesses that the server names. It cannot vouch for them: only those that you name count, by --witness NAME.',
  },
  own: {
    fr: 'Vos propres lignes sur les témoins, laissées comme elles sont',
    en: 'Your own lines on witnesses, left as they are',
  },
  chosen: { fr: 'Les témoins que vous nommez', en: 'The witnesses that you name' },
  compare: {
    fr: 'Comparez ces clés avec celles que l’exploitant vous a données par un autre chemin (contrat, courrier, téléphone) : qui tient ce serveur pourrait en montrer d’autres.',
    en: 'Compare these keys with those that the operator gave you by another way (contract, letter, telephone): whoever holds that server could show others.',
  },
  saved: { fr: 'Enregistré dans', en: 'Saved in' },
  same: { fr: 'Rien n’a changé dans', en: 'Nothing has changed in' },
  changed: {
    fr: 'Les clés que montre le serveur ne sont plus celles qui sont enregistrées dans',
    en: 'The keys that the server shows are no longer those that are saved in',
  },
  replace: {
    fr: 'Rien n’a été modifié. Demandez à l’exploitant pourquoi, puis ajoutez --replace : seules ces clés changeront.',
    en: 'Nothing was changed. Ask the operator why, then add --replace: nothing but these keys will change.',
  },
  malformed: {
    fr: 'Les clés enregistrées là manquent ou sont malformées ; rien n’a été modifié. Ajoutez --replace pour les remplacer :',
    en: 'The keys that are saved there are missing or malformed; nothing was changed. Add --replace to replace them:',
  },
} as const satisfies { readonly [name: string]: Said }

const COLON = { fr: ' :', en: ':' } as const

type TrustText = { readonly policy: string; readonly jwks: string }

const readMerged = async (texts: TrustText, folder: string): Promise<Trust> => {
  const trust = await readTrust({ ...texts, tsaRoots: [] })
  if (trust.ok) return trust.value
  const { fr, en } = trustFault(trust.issues)
  throw new CallFault({
    fr: `Ce que montre le serveur ne va pas avec ce que contient ${folder}. ${fr}.`,
    en: `What the server shows does not go with what ${folder} holds. ${en}.`,
  })
}

const save = async (folder: string, { policy, jwks }: TrustText): Promise<void> => {
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
const folderOf = ({ values: { dir }, io }: Call, host: string): string =>
  resolve(dir ?? join(savedTrust(io), host.replaceAll(/[^\w.-]/g, '_')))

const run = async (call: Call): Promise<ExitCode> => {
  const { locale, io, switches, operands, values, lists } = call
  const server = serverOf(operands[0] ?? '')
  const host = values['host'] ?? server.host
  const folder = folderOf(call, host)
  const held = await heldIn(folder)
  if (held?.policy) requireSameHost(held.policy.policy, host, folder)
  const fetched = await fetchTrust(server)
  const { policy: shown } = fetched.trust
  requireHost(shown, host, server)
  requireOneTrust(await otherTrusts(io, folder), fetched.trust, host)
  const chosen = ownWitnesses(shown, lists['witness'] ?? [], values['quorum'])
  const texts = { policy: mergedPolicy(held?.policy, shown.logs, chosen), jwks: fetched.jwks }
  const merged = await readMerged(texts, folder)

  const speak = (...lines: readonly string[]): void => {
    for (const line of lines) io.out(`${printable(line)}\n`)
  }
  const show = (heading: string, lines: readonly string[]): void => {
    if (lines.length > 0) speak(heading, '', ...lines.map((line) => `  ${line}`), '')
  }
  show(`${SAID.shows[locale]} ${server.origin}${COLON[locale]}`, keyLines(fetched.trust, locale))
  show(SAID.named[locale], witnessLines(shown))
  show(
    `${chosen.witnesses.length > 0 ? SAID.chosen[locale] : SAID.own[locale]}${COLON[locale]}`,
    witnessLines(merged.policy),
  )
  const mayReplace = switches.has('replace')
  if (held && !held.trust && !mayReplace) {
    speak(`${SAID.malformed[locale]} ${folder}`)
    return 1
  }
  if (held?.trust) {
    const { gone, added } = keyChanges(held.trust, merged, locale)
    if (gone.length + added.length === 0 && chosen.witnesses.length === 0) {
      speak(`${SAID.same[locale]} ${folder}`)
      return 0
    }
    if (gone.length + added.length > 0) {
      show(`${SAID.changed[locale]} ${folder}${COLON[locale]}`, [
        ...gone.map((line) => `- ${line}`),
        ...added.map((line) => `+ ${line}`),
      ])
      if (!mayReplace) {
        speak(SAID.replace[locale])
        return 1
      }
    }
  }
  await save(folder, texts)
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
    host: {
      value: 'NAME',
      about: {
        fr: 'l’hôte dont le serveur porte le journal, s’il a déménagé depuis : preuves.example.fr',
        en: 'the host whose log the server has, if it has moved since: proofs.example.fr',
      },
    },
    witness: {
      value: 'NAME',
      isRepeatable: true,
      about: {
        fr: 'un témoin que vous connaissez, parmi ceux que nomme le serveur, par son nom ou sa clé ; plusieurs fois pour plusieurs',
        en: 'a witness whom you know, among those that the server names, by its name or key; several times for several',
      },
    },
    quorum: {
      value: 'N',
      about: {
        fr: 'combien de ces témoins il faut ; sinon tous',
        en: 'how many of these witnesses are wanted; else all',
      },
    },
    replace: {
      about: {
        fr: 'remplace des clés enregistrées qui ont changé ; vos lignes sur les témoins restent',
        en: 'replaces saved keys that have changed; your lines on witnesses stay',
      },
    },
  },
  run,
}
