import { basename } from 'node:path'
import { normalizeContact } from '@constat/core/contact'
import type { ContactKind } from '@constat/core/vocabulary'
import {
  readCertificate,
  readTrust,
  reportLines,
  visibleJson,
  type Lead,
  type ReportLine,
  type Trust,
} from '@constat/evidence/verify'
import { parseTlogProof } from '@constat/tlog'
import { CallFault, type Call, type Command, type ExitCode, type Io } from '../command/command.ts'
import type { Said } from '../command/said.ts'
import { codeOf, readStart, writeNew } from '../platform/files.ts'
import { trustsForLog } from '../trust/log-host.ts'
import { isScrub } from '../scrub/read-scrub.ts'
import { loadSavedTrust, loadTrust, type NamedTrust } from '../trust/trust-folder.ts'
import { contactFault } from './contact-fault.ts'
import { BYTES_TO_READ, examine, reportBlocks, type CertificateFile, type Examination } from './examine.ts'

const contactOf = (kind: ContactKind, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const contact = normalizeContact(kind, text)
  if (contact.ok) return contact.value.value
  const said = contactFault(contact.issues)
  throw new CallFault({ fr: `--${kind} : ${said.fr}`, en: `--${kind}: ${said.en}` })
}

const readFile = async (path: string): Promise<CertificateFile> => {
  try {
    return { name: basename(path), bytes: await readStart(path, BYTES_TO_READ) }
  } catch (error) {
    const code = codeOf(error)
    throw new CallFault(
      {
        fr: code === 'ENOENT' ? `Il n’y a pas de fichier ${path}.` : `${path} ne peut être lu (${code}).`,
        en: code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`,
      },
      { cause: error },
    )
  }
}

const passed = ({ report }: Examination): number =>
  report.steps.filter(({ outcome }) => outcome !== 'FAILED' && outcome !== 'NOT_REACHED').length

const loadTimestamps = () => import('@constat/evidence/timestamp')

/** A trust and where it is from; null for none, where no saved folder has the log of the certificate. */
type UsedTrust = { readonly folder: string | null; readonly trust: Trust }

const NO_TRUST = { policy: 'quorum none\n', jwks: '{"keys":[]}', tsaRoots: [] }

const nobody = async (): Promise<readonly UsedTrust[]> => {
  const trust = await readTrust(NO_TRUST)
  return trust.ok ? [{ folder: null, trust: trust.value }] : []
}

// The log that the certificate says to be in: of a proof that cannot be read, none.
const originOf = ({ bytes }: CertificateFile): string => {
  const certificate = readCertificate(bytes)
  const proof = certificate.ok ? parseTlogProof(certificate.value.proof) : certificate
  return proof.ok ? (proof.value.checkpoint.split('\n')[0] ?? '') : ''
}

const trustsFor = async (
  file: CertificateFile,
  saved: readonly NamedTrust[],
): Promise<readonly UsedTrust[]> => {
  const found = trustsForLog(saved, originOf(file))
  return found.length > 0 ? found : nobody()
}

type Found = { readonly examination: Examination; readonly folder: string | null }

// Of several folders for one log, the one under which the certificate gets furthest.
const examineByEach = async (
  file: CertificateFile,
  trusts: readonly UsedTrust[],
  options: { readonly lead: Lead; readonly recipient: string | undefined; readonly now: number },
): Promise<Found | undefined> => {
  let best: Found | undefined
  for (const { folder, trust } of trusts) {
    const examination = await examine(file, trust, { ...options, loadTimestamps })
    if (!best || passed(examination) > passed(best.examination)) best = { examination, folder }
  }
  return best
}

const writeZip = async ({ bytes }: CertificateFile, path: string): Promise<void> => {
  const { certificateZip } = await import('@constat/evidence/zip')
  const certificate = readCertificate(bytes)
  if (!certificate.ok) return
  try {
    await writeNew(path, certificateZip(certificate.value))
  } catch (error) {
    const code = codeOf(error)
    throw new CallFault(
      {
        fr: code === 'EEXIST' ? `${path} existe déjà.` : `${path} ne peut être écrit (${code}).`,
        en: code === 'EEXIST' ? `${path} is already there.` : `${path} cannot be written (${code}).`,
      },
      { cause: error },
    )
  }
}

const COLOURS: { readonly [style in ReportLine['style']]: string } = {
  verified: '1;32',
  warning: '1;33',
  refused: '1;31',
  heading: '1',
  text: '',
}

const isColoured = ({ terminal, env }: Io): boolean => terminal.isTerminal && !env['NO_COLOR']

const print = (io: Io, lines: readonly ReportLine[]): void => {
  const coloured = isColoured(io)
  for (const { style, text } of lines)
    io.out(coloured && COLOURS[style] ? `\u001B[${COLOURS[style]}m${text}\u001B[0m\n` : `${text}\n`)
}

const MAX_COLUMNS = 110

const FOLDER: Said = { fr: 'Dossier de confiance', en: 'Trust folder' }
const NO_FOLDER: Said = {
  fr: 'aucun : vous n’avez rien enregistré pour le journal de ce certificat',
  en: 'none: you have saved nothing for the log of this certificate',
}

const run = async (call: Call): Promise<ExitCode> => {
  const { operands, values, switches, locale, io } = call
  const lead = { phone: contactOf('phone', values['phone']), email: contactOf('email', values['email']) }
  const { trust: folderGiven } = values
  const known = folderGiven === undefined ? await loadSavedTrust(io) : [await loadTrust(folderGiven)]
  const file = await readFile(operands[0] ?? '')
  if (isScrub(file.bytes)) {
    const { runScrub } = await import('../scrub/run-scrub.ts')
    return runScrub(call, known, lead.phone ?? lead.email, (lines) => print(io, lines))
  }
  const trusts = folderGiven === undefined ? await trustsFor(file, known) : known
  const options = { lead, recipient: values['recipient'], now: io.clock() }
  const found = await examineByEach(file, trusts, options)
  if (!found) return 2
  const { examination, folder } = found
  const { report } = examination
  if (switches.has('json')) io.out(`${visibleJson({ ...report, trustFolder: folder })}\n`)
  else {
    const rows = [{ name: FOLDER[locale], value: folder ?? NO_FOLDER[locale] }]
    const blocks = reportBlocks(examination, locale, rows)
    print(io, reportLines(blocks, Math.min(io.terminal.columns, MAX_COLUMNS)))
  }
  if (report.verdict === 'REFUSED') return 1
  if (values['zip'] !== undefined) await writeZip(file, values['zip'])
  return report.agreement === 'SHOWN' || switches.has('any-answer') ? 0 : 1
}

/** `verify`: verifies a lead certificate or the receipt of a screening offline and says what it proves. */
export const verifyCommand: Command = {
  name: 'verify',
  about: {
    fr: 'Vérifie sans réseau un certificat ou le reçu d’un contrôle de fichier, et dit ce qu’il prouve et ce qu’il ne prouve pas.',
    en: 'Verifies a certificate or the receipt of a screening offline, and says what it proves and what it does not.',
  },
  operands: [
    { name: 'CERTIFICATE', about: { fr: 'le fichier du certificat', en: 'the file of the certificate' } },
  ],
  options: {
    phone: {
      value: 'NUMBER',
      about: { fr: 'le numéro de votre prospect, à comparer', en: 'the number of your lead, to compare' },
    },
    email: {
      value: 'ADDRESS',
      about: {
        fr: 'son adresse électronique, à comparer',
        en: 'the e-mail address of your lead, to compare',
      },
    },
    recipient: {
      value: 'KEY',
      about: {
        fr: 'votre clé dans la notice : une réponse doit accepter que vous contactiez la personne',
        en: 'your key in the notice: an answer must agree to contact by you',
      },
    },
    trust: {
      value: 'DIR',
      about: {
        fr: 'dossier de confiance : tlog-policy.txt, jwks.json, tsa-roots.pem, qualified.pem ; sinon ce qu’a enregistré « trust fetch »',
        en: 'trust folder: tlog-policy.txt, jwks.json, tsa-roots.pem, qualified.pem; else what "trust fetch" has saved',
      },
    },
    'any-answer': {
      about: {
        fr: 'code 0 même si aucun accord n’est montré (refus, réponses non montrées) ; sinon 1',
        en: 'exit code 0 even where no agreement is shown (a refusal, answers left out); else 1',
      },
    },
    zip: {
      value: 'FILE',
      about: {
        fr: 'si le certificat est vérifié, écrit ses pièces dans ce fichier ZIP, à vérifier avec openssl et Go',
        en: 'if it is verified, writes its parts to this ZIP file, to verify with openssl and Go',
      },
    },
    file: {
      value: 'FILE',
      about: {
        fr: 'd’un reçu : le fichier qui a été contrôlé, à comparer',
        en: 'of a receipt: the file that was screened, to compare',
      },
    },
    answers: {
      value: 'FILE',
      about: {
        fr: 'd’un reçu : les réponses (NDJSON), à comparer ; --phone ou --email y cherche un contact',
        en: 'of a receipt: the answers (NDJSON), to compare; --phone or --email looks for a contact in them',
      },
    },
    json: { about: { fr: 'le rapport en JSON', en: 'the report as JSON' } },
  },
  run,
}
