import { basename } from 'node:path'
import { normalizeContact } from '@constat/core/contact'
import type { ContactKind } from '@constat/core/vocabulary'
import {
  readCertificate,
  reportLines,
  visibleJson,
  type Lead,
  type ReportLine,
} from '@constat/evidence/verify'
import { CallFault, type Call, type Command, type ExitCode, type Io } from '../command/command.ts'
import { codeOf, readStart, writeNew } from '../platform/files.ts'
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

// Of several servers that the person trusts, the one that the certificate comes from gets furthest.
const examineByEach = async (
  file: CertificateFile,
  trusts: readonly NamedTrust[],
  options: { readonly lead: Lead; readonly recipient: string | undefined; readonly now: number },
): Promise<Examination | undefined> => {
  let best: Examination | undefined
  for (const { trust } of trusts) {
    const found = await examine(file, trust, { ...options, loadTimestamps })
    if (!best || passed(found) > passed(best)) best = found
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

const run = async (call: Call): Promise<ExitCode> => {
  const { operands, values, switches, locale, io } = call
  const lead = { phone: contactOf('phone', values['phone']), email: contactOf('email', values['email']) }
  const trusts = values['trust'] === undefined ? await loadSavedTrust(io) : [await loadTrust(values['trust'])]
  const file = await readFile(operands[0] ?? '')
  if (isScrub(file.bytes)) {
    const { runScrub } = await import('../scrub/run-scrub.ts')
    return runScrub(call, trusts, lead.phone ?? lead.email, (lines) => print(io, lines))
  }
  const options = { lead, recipient: values['recipient'], now: io.clock() }
  const found = await examineByEach(file, trusts, options)
  if (!found) return 2
  if (switches.has('json')) io.out(`${visibleJson(found.report)}\n`)
  else print(io, reportLines(reportBlocks(found, locale), Math.min(io.terminal.columns, MAX_COLUMNS)))
  if (found.report.verdict === 'REFUSED') return 1
  if (values['zip'] !== undefined) await writeZip(file, values['zip'])
  return found.report.agreement === 'SHOWN' || switches.has('any-answer') ? 0 : 1
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
