import type { Trust } from '@constat/evidence/verify'
import { formatVkey, type Policy } from '@constat/tlog'
import { CallFault } from '../command/command.ts'
import type { NamedTrust } from './trust-folder.ts'

// The origin of a log starts with the host of its server, and so does the issuer of what is in it.
const hostsOf = ({ logs }: Policy): readonly string[] => [
  ...new Set(logs.map(({ vkey }) => vkey.name.split('/')[0] ?? '')),
]

/**
 * Holds what a server shows to logs of one host: whoever runs a server could else sign in the name of another.
 *
 * @throws CallFault for a log of another host, or none at all
 */
export const requireHost = (policy: Policy, host: string, server: URL): void => {
  const hosts = hostsOf(policy)
  const other = hosts.find((each) => each !== host)
  if (hosts.length === 0)
    throw new CallFault({
      fr: `${server.origin} ne montre aucun journal. Est-ce un serveur de Constat ?`,
      en: `${server.origin} shows no log. Is it a server of Constat?`,
    })
  if (other !== undefined)
    throw new CallFault({
      fr: `${server.origin} montre le journal de ${other}, et non de ${host} : y croire laisserait celui qui tient ce serveur signer au nom de ${other}. Demandez https://${other} ; si ce serveur a quitté ${other} pour cette adresse, et que son exploitant vous l’a dit par un autre chemin, ajoutez --host ${other}. Rien n’a été enregistré.`,
      en: `${server.origin} shows the log of ${other}, not of ${host}: to believe it would let whoever holds this server sign in the name of ${other}. Ask https://${other}; if this server has moved here from ${other}, and its operator told you so by another way, add --host ${other}. Nothing was saved.`,
    })
}

/**
 * Holds one folder to one server.
 *
 * @throws CallFault for a folder that has logs of another host
 */
export const requireSameHost = (held: Policy, host: string, folder: string): void => {
  const other = hostsOf(held).find((each) => each !== host)
  if (other !== undefined)
    throw new CallFault({
      fr: `${folder} contient la confiance de ${other} : un dossier par serveur. Donnez un autre --dir.`,
      en: `${folder} holds the trust of ${other}: one folder for each server. Give another --dir.`,
    })
}

const believes = ({ policy, keys }: Trust, fetched: Trust): boolean => {
  const known = new Set(policy.logs.map(({ vkey }) => formatVkey(vkey)))
  return (
    fetched.policy.logs.every(({ vkey }) => known.has(formatVkey(vkey))) &&
    [...fetched.keys.keys()].every((kid) => keys.has(kid))
  )
}

/**
 * Holds one host to one set of keys: what another saved folder says of it must be the same.
 *
 * @throws CallFault for a log or a key that the other folder does not know
 */
export const requireOneTrust = (others: readonly NamedTrust[], fetched: Trust, host: string): void => {
  const other = others.find(({ trust }) => hostsOf(trust.policy).includes(host) && !believes(trust, fetched))
  if (other)
    throw new CallFault({
      fr: `${host} est déjà enregistré dans ${other.folder}, sous d’autres clés : l’un des deux n’est pas ${host}. S’il a changé de clés, mettez ce dossier-là à jour par --dir ${other.folder}. Rien n’a été enregistré.`,
      en: `${host} is already saved in ${other.folder}, under other keys: one of the two is not ${host}. If it has changed its keys, renew that folder by --dir ${other.folder}. Nothing was saved.`,
    })
}

/**
 * The saved trusts that have the log of a certificate. A server that is trusted for its own log is not heard on another's.
 *
 * @throws CallFault where two of them know that log under different keys
 */
export const trustsForLog = (trusts: readonly NamedTrust[], origin: string): readonly NamedTrust[] => {
  const known = new Map<string, NamedTrust>()
  const found = trusts.filter((each) => {
    const log = each.trust.policy.logs.find(({ vkey }) => vkey.name === origin)
    if (log) known.set(formatVkey(log.vkey), each)
    return log !== undefined
  })
  if (known.size > 1) {
    const folders = [...known.values()].map(({ folder }) => folder)
    throw new CallFault({
      fr: `Le journal ${origin} a plusieurs clés chez vous : ${folders.join(' et ')}. Supprimez le dossier auquel vous ne faites pas confiance, ou nommez l’autre par --trust.`,
      en: `The log ${origin} has several keys of yours: ${folders.join(' and ')}. Remove the folder that you do not trust, or name the other by --trust.`,
    })
  }
  return found
}
